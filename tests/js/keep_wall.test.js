import { pass, stopClocks, window_ } from "./support/browser.js"
import assert from "node:assert/strict"
import { beforeEach, mock, test } from "node:test"
import { createGathering } from "../../static/js/core/gathering.js"
import { signal } from "../../static/js/core/html.js"
import { keysOf } from "../../static/js/core/storage.js"
import { isKept, recallCopy, turnOn } from "../../static/js/core/wall_copy.js"
import { wordsOf } from "../../static/js/offline/unsent.js"
import { keepWall } from "../../static/js/phone/offline.js"
import { change, state, topic } from "./support/rows.js"

const session = { id: "x1", topic: "t1", room: "r1", slot: "s1", code: "1A" }
const titles = () => recallCopy("ABC")?.tables.topics.map(({ title }) => title)
let phone

beforeEach(() => {
  localStorage.clear()
  mock.timers.reset()
  stopClocks()
  globalThis.fetch = /** @type {any} */ (async () => { throw new TypeError("no network") })
  Object.assign(document, { hidden: false })
  phone = {
    code: "ABC", connection: { status: signal("live") },
    g: createGathering(state({ tables: { topics: [topic("t1")], sessions: [session] } })),
  }
})

const arrives = (...given) => {
  const seq = phone.g.seq.value + 1
  phone.g.apply({ since: seq - 1, seq, changes: [change(seq, ...given)] })
}

test("a phone whose owner asked for nothing keeps nothing", async () => {
  keepWall(phone)
  await pass(20_000)
  assert.deepEqual(keysOf(""), [])
})

test("what changes on the wall changes in the copy, and what is taken back goes", async () => {
  turnOn("ABC")
  keepWall(phone)
  assert.deepEqual(titles(), ["Topic t1"])

  arrives({ topics: [topic("t1", { title: "Renamed" })] })
  await pass(5000)
  assert.deepEqual(titles(), ["Renamed"])

  arrives({}, { topics: ["t1"], sessions: ["x1"] })
  await pass(5000)
  assert.deepEqual(titles(), [])
})

test("its time is the last moment with a connection", async () => {
  turnOn("ABC")
  keepWall(phone)
  await pass(90_000)
  assert.equal(recallCopy("ABC").now, "2026-03-05T10:01:00.000Z")

  Object.assign(document, { hidden: true })
  document.dispatchEvent(new Event("visibilitychange"))
  assert.equal(recallCopy("ABC").now, "2026-03-05T10:01:30.000Z")

  phone.connection.status.value = "offline"
  arrives({ topics: [topic("t1", { title: "Of an older page" })] })
  await pass(120_000)
  assert.equal(recallCopy("ABC").now, "2026-03-05T10:01:30.000Z")
  assert.deepEqual(titles(), ["Topic t1"])
})

test("it ends with the gathering", async () => {
  turnOn("ABC")
  keepWall(phone)
  phone.g.about.value = { ...phone.g.about.value, phase: "closed" }
  await pass(5000)
  assert.deepEqual(keysOf(""), [])
})

test("what another tab forgets is not kept again", async () => {
  turnOn("ABC")
  keepWall(phone)
  const forgotten = Object.assign(new Event("storage"), { key: "openspace.copy.ABC", newValue: null })

  // This tab had not heard of it, and kept it once more.
  window_.dispatchEvent(forgotten)
  assert.equal(isKept("ABC"), false)
  arrives({ topics: [topic("t1", { title: "Later" })] })
  await pass(60_000)
  assert.deepEqual(keysOf(""), [])
})

test("only words for everybody are shown of what waits to be sent", () => {
  const waiting = [
    { name: "post_note", args: { text: "Second" }, at: 2, turn: 0 },
    { name: "propose_topic", args: { title: "First", description: "More" }, at: 1, turn: 0 },
    { name: "flag", args: { words: "It worries me" }, at: 3, turn: 0 },
    { name: "post_reflection", args: { text: "For the host" }, at: 4, turn: 0 },
    { name: "edit_me", args: { name: "Kim" }, at: 5, turn: 0 },
    { name: "mark_interest", args: { topic: "t1" }, at: 6, turn: 0 },
    { name: "retract_note" },
  ]
  assert.deepEqual(wordsOf(waiting), ["First", "Second"])
})
