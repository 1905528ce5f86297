import { stopClocks } from "./support/browser.js"
import assert from "node:assert/strict"
import { beforeEach, mock, test } from "node:test"
import { createGathering } from "../../static/js/core/gathering.js"
import { keep, keysOf, recall } from "../../static/js/core/storage.js"
import { copyOf, emptyOld, isKept, keepCopy, recallCopy, turnOff, turnOn } from "../../static/js/core/wall_copy.js"
import { state, topic } from "./support/rows.js"

const HOUR = 60 * 60_000
const session = (id, topic, more = {}) => ({ id, topic, room: "r1", slot: "s1", code: "1A", joined: "", place: "", ...more })
const wall = (topics, sessions, more = {}) => createGathering(state({ tables: { topics, sessions, ...more } }))
const withoutTime = ({ at: _at, now: _now, ...copy }) => copy

beforeEach(() => {
  localStorage.clear()
  mock.timers.reset()
  stopClocks()
})

test("the copy has what is on the wall, without names and notes", () => {
  const named = { convener_name: "Kim", convener_names: ["Kim"], convener_typed: true, description: "Long", tags: ["rest"], mine: true, own_name: "Kim" }
  const g = wall(
    [topic("t1", { ...named, content_note: "loss" }), topic("t2")],
    [session("x1", "t1", { note_taker_name: "Ana", has_note_taker: true, people: 8, starts_at: null })],
    { notes: [{ id: "n1", text: "Said" }], people: [{ id: "p1", name: "Kim", mine: true }], interests: [{ id: "i1", topic: "t1" }] },
  )
  g.about.value = { ...g.about.value, title: "Carers", help: { person: "Sam" }, wifi: { password: "oak" }, phase: "sessions" }

  const { gathering, tables } = copyOf(g)

  assert.deepEqual(gathering, { timezone: "Europe/Vienna", phase: "sessions", help: { person: "Sam" } })
  assert.deepEqual(Object.keys(tables), ["rooms", "slots", "topics", "sessions"])
  assert.deepEqual(tables.topics, [{ id: "t1", title: "Topic t1", content_note: "loss" }])
  assert.deepEqual(tables.sessions, [{ id: "x1", topic: "t1", room: "r1", slot: "s1", code: "1A" }])
  assert.deepEqual(tables.rooms.map(({ letter }) => letter), ["A", "B"])
})

test("an author's phone keeps of their own topics what everybody sees, in the same order", () => {
  const covered = topic("t1", { covered: true, content_note: "loss", mine: true, title: "Real words" })
  const author = wall(
    [topic("t9"), covered, topic("t3", { hidden: true, mine: true }), topic("t4", { waiting: true, mine: true })],
    [session("x9", "t9"), session("x1", "t1", { place: "By the pond" }), session("x3", "t3")],
  )
  const other = wall(
    [topic("t1", { covered: true, title: "Covered by the facilitator for the moment." }), topic("t9")],
    [session("x1", "t1"), session("x3", "t3"), session("x9", "t9")],
  )

  assert.deepEqual(withoutTime(copyOf(author)), withoutTime(copyOf(other)))
  assert.ok(!JSON.stringify(copyOf(author)).includes("Real words"))
})

test("a page can show the copy", () => {
  const g = wall([topic("t1"), topic("t2"), topic("t5", { covered: true })],
    [session("x1", "t1", { joined: "t2" }), session("x5", "t5", { room: "", slot: "", code: "E1", starts_at: "2026-03-05T10:00:00+01:00" })])

  const shown = createGathering(copyOf(g))

  assert.equal(shown.cells.value.get("r1|s1").topic.title, "Topic t1 + Topic t2")
  assert.equal(shown.elsewhere.value[0].topic.title, "Covered by the facilitator for the moment.")
  assert.deepEqual(shown.rooms.value.map(({ name }) => name), ["Hall", "Garden"])
})

test("nothing is kept before it is turned on, nor after it is turned off", () => {
  const g = wall([topic("t1")], [session("x1", "t1")])
  keepCopy("ABC", g)
  assert.deepEqual([isKept("ABC"), recallCopy("ABC")], [false, null])

  turnOn("ABC")
  assert.deepEqual([isKept("ABC"), recallCopy("ABC")], [true, null])
  keepCopy("ABC", g)
  assert.equal(recallCopy("ABC").tables.topics.length, 1)

  turnOff("ABC")
  keepCopy("ABC", g)
  assert.deepEqual(keysOf(""), [])
})

test("a full phone keeps no older copy than it shows", () => {
  turnOn("ABC")
  keepCopy("ABC", wall([topic("t1", { title: "Taken back" })], [session("x1", "t1")]))
  const { setItem } = localStorage
  mock.method(localStorage, "setItem", (key, value) => {
    if (value.length > 100) throw new Error("QuotaExceededError")
    setItem.call(localStorage, key, value)
  })

  keepCopy("ABC", wall([topic("t2")], [session("x2", "t2")]))
  mock.restoreAll()

  assert.ok(!JSON.stringify(localStorage).includes("Taken back"))
  assert.equal(recallCopy("ABC").tables.topics[0].id, "t2")
  turnOff("ABC")
})

test("after a day it is empty, and still wished for", () => {
  const g = wall([topic("t1")], [session("x1", "t1")])
  for (const code of ["ABC", "DEF"]) {
    turnOn(code)
    keepCopy(code, g)
  }
  assert.ok(recallCopy("ABC"))
  for (const at of [Date.now() - 24 * HOUR, Date.now() + 24 * HOUR]) {
    keep("copy.ABC", { ...recall("copy.ABC"), ...copyOf(g), at })
    emptyOld()
    assert.deepEqual([isKept("ABC"), recall("copy.ABC")], [true, {}])
  }
  assert.ok(recallCopy("DEF"))
})

test("a key of the gathering's other keys is not mistaken for a copy", () => {
  keep("outbox.ABC.p1.c1", { tables: {}, at: 0 })
  emptyOld()
  assert.deepEqual(recall("outbox.ABC.p1.c1"), { tables: {}, at: 0 })
  assert.equal(isKept("ABC"), false)
})
