import { pass, settled, stopClocks, window_ } from "./support/browser.js"
import assert from "node:assert/strict"
import { beforeEach, mock, test } from "node:test"
import { signal } from "../../static/js/core/html.js"
import { createOutbox } from "../../static/js/core/outbox.js"

const UNANSWERED = { ok: false, unanswered: true, error: { code: "unanswered" } }
let server

/** A connection whose answers a test gives: `answers` are used up in order, the last one stays. */
function connection(...answers) {
  const sent = []
  const status = signal("live")
  return {
    status, sent, answers,
    async send(command) {
      sent.push({ ...command, at: Date.now() })
      const answer = answers.length > 1 ? answers.shift() : answers[0]
      return typeof answer === "function" ? answer(command) : answer
    },
  }
}

function outbox(over, key = "abc.kim") {
  return createOutbox({ key, connection: over })
}

const stored = () => Object.keys(localStorage).filter(key => key.startsWith("openspace.outbox."))

beforeEach(() => {
  mock.timers.reset()
  stopClocks()
  localStorage.clear()
  sessionStorage.clear()
  server = connection({ ok: true, seq: 11 })
})

test("a command is kept before it is sent, and forgotten when it is answered", async () => {
  let keptWhenSent = null
  server.answers[0] = () => { keptWhenSent = stored().length; return { ok: true } }

  const answer = await outbox(server).send("mark_interest", { topic: "t1" })

  assert.equal(answer.ok, true)
  assert.equal(keptWhenSent, 1)
  assert.deepEqual(stored(), [])
})

test("a command that is kept elsewhere has the id of its keeper, and is not kept here", async () => {
  let keptWhenSent = null
  server.answers[0] = () => { keptWhenSent = stored().length; return { ok: true } }

  await outbox(server).send("post_note", { text: "A" }, { id: "p1-0", isKept: false })

  assert.equal(server.sent[0].id, "p1-0")
  assert.equal(keptWhenSent, 0)
})

test("commands go one after the other, in the order they were asked", async () => {
  const open = []
  server.answers[0] = () => new Promise(resolve => open.push(resolve))
  const box = outbox(server)

  const both = Promise.all([box.send("propose_topic", { title: "A" }), box.send("propose_topic", { title: "B" })])
  await settled()
  assert.deepEqual(server.sent.map(({ args }) => args.title), ["A"])
  open[0]({ ok: true })
  await settled()
  assert.deepEqual(server.sent.map(({ args }) => args.title), ["A", "B"])
  open[1]({ ok: true })
  await both
})

test("what stays unanswered is sent again with the same id, later each time", async () => {
  server = connection(UNANSWERED, UNANSWERED, { ok: true })
  const box = outbox(server)

  const asked = box.send("propose_topic", { title: "A" })
  await pass(3000)

  assert.equal((await asked).ok, true)
  assert.equal(new Set(server.sent.map(({ id }) => id)).size, 1)
  const [first, second, third] = server.sent.map(({ at }) => at)
  assert.ok(second - first >= 300 && second - first <= 550, `${second - first}`)
  assert.ok(third - second >= 750 && third - second <= 1300, `${third - second}`)
})

test("a refusal is final: it is handed to who asked, and not sent again", async () => {
  const refusal = { ok: false, error: { code: "cell_taken", message: "Taken.", free: [] } }
  server = connection(refusal)

  const answer = await outbox(server).send("claim_cell", {})
  await pass(20_000)

  assert.deepEqual(answer, refusal)
  assert.equal(server.sent.length, 1)
  assert.deepEqual(stored(), [])
})

test("with again_in nothing is sent before that time", async () => {
  server = connection({ ok: false, error: { code: "too_many", again_in: 5 } }, { ok: true })
  const box = outbox(server)

  const asked = box.send("post_note", { text: "A" })
  await pass(4900)
  assert.equal(server.sent.length, 1)
  await pass(2000)

  assert.equal((await asked).ok, true)
  assert.equal(server.sent[0].id, server.sent[1].id)
  assert.ok(server.sent[1].at - server.sent[0].at >= 5000)
})

test("while one kind of command has to wait, others pass and its own keep their order", async () => {
  let isFull = true
  server = connection(({ name }) => (isFull && name === "post_note" ? { ok: false, error: { code: "too_many", again_in: 30 } } : { ok: true }))
  const box = outbox(server)

  const notes = [box.send("post_note", { text: "A" }), box.send("post_note", { text: "B" })]
  const interest = box.send("mark_interest", {})
  await settled()
  assert.equal((await interest).ok, true)
  assert.deepEqual(server.sent.map(({ name, args }) => args.text ?? name), ["A", "mark_interest"])
  isFull = false
  await pass(40_000)

  await Promise.all(notes)
  assert.deepEqual(server.sent.slice(2).map(({ args }) => args.text), ["A", "B"])
})

test("what is busy is sent again", async () => {
  server = connection({ ok: false, error: { code: "busy" } }, { ok: true })
  const box = outbox(server)

  const asked = box.send("post_note", { text: "A" })
  await pass(1000)

  assert.equal((await asked).ok, true)
})

test("one that gets no answer on a good line does not hold up those behind it", async () => {
  server = connection(({ args }) => (args.title === "stuck" ? UNANSWERED : { ok: true }))
  const box = outbox(server)

  box.send("propose_topic", { title: "stuck" })
  const behind = box.send("propose_topic", { title: "behind" })
  await pass(6000)

  assert.equal((await behind).ok, true)
  assert.deepEqual(box.waiting.value.map(({ args }) => args.title), ["stuck"])
})

test("while writing is paused the others pass, and it goes out when it may", async () => {
  let isPaused = true
  server = connection(({ name }) => (isPaused && name === "post_note" ? { ok: false, error: { code: "frozen", again_in: 60 } } : { ok: true }))
  const box = outbox(server)

  const note = box.send("post_note", { text: "A" })
  const interest = box.send("mark_interest", {})
  await settled()
  assert.equal((await interest).ok, true)
  assert.equal(box.waiting.value.length, 1)
  isPaused = false
  box.unpause()

  assert.equal((await note).ok, true)
})

test("the line coming back sends at once", async () => {
  server = connection(UNANSWERED, UNANSWERED, UNANSWERED, { ok: true })
  server.status.value = "offline"
  const box = outbox(server)
  const asked = box.send("propose_topic", { title: "A" })
  await pass(1800)
  const before = server.sent.length

  server.answers.splice(0, server.answers.length, { ok: true })
  server.status.value = "live"
  await settled()

  assert.equal(server.sent.length, before + 1)
  assert.equal((await asked).ok, true)
})

test("a reload takes up what was not answered, in its order and with its ids", async () => {
  const before = connection(() => new Promise(() => {}))
  const box = outbox(before)
  box.send("propose_topic", { title: "A" })
  box.send("propose_topic", { title: "B" })
  await settled()
  const ids = box.waiting.value.map(({ id }) => id)

  outbox(server)
  await pass(4500)

  assert.deepEqual(server.sent.map(({ id }) => id), ids)
  assert.deepEqual(stored(), [])
})

test("a refusal that nobody awaits any more is shown until it is put away", async () => {
  outbox(connection(() => new Promise(() => {}))).send("propose_topic", { title: "A" })
  await settled()
  const box = outbox(connection({ ok: false, error: { code: "not_now", message: "Over." } }))
  await pass(4500)

  assert.deepEqual(box.refusals.value.map(({ name, error }) => [name, error.code]), [["propose_topic", "not_now"]])
  box.dismiss(box.refusals.value[0].id)
  assert.deepEqual(box.refusals.value, [])
})

test("what cannot be read is put away with a sentence, and stops nothing", async () => {
  outbox(connection(() => new Promise(() => {}))).send("propose_topic", { title: "A" })
  await settled()
  localStorage.setItem("openspace.outbox.abc.kim.broken", '{"name": 3')
  const box = outbox(server)
  await pass(9000)

  assert.deepEqual(box.refusals.value.map(({ error }) => error.code), ["malformed"])
  assert.deepEqual(server.sent.map(({ args }) => args.title), ["A"])
})

test("commands of another person on the same browser stay theirs", async () => {
  outbox(connection(() => new Promise(() => {})), "abc.kim").send("propose_topic", { title: "Kim's" })
  await settled()
  outbox(server, "abc.lee")
  await pass(20_000)

  assert.deepEqual(server.sent, [])
  assert.equal(stored().length, 1)
})

test("another tab that got the answer ends the waiting here", async () => {
  outbox(connection(() => new Promise(() => {}))).send("propose_topic", { title: "A" })
  await settled()
  const box = outbox(connection(() => new Promise(() => {})))
  const [kept] = stored()

  window_.dispatchEvent(Object.assign(new Event("storage"), { key: kept, newValue: null }))

  assert.deepEqual(box.waiting.value, [])
})

test("it is late after two and a half seconds, and not once it is answered", async () => {
  let answer = null
  server = connection(() => new Promise(resolve => { answer = resolve }))
  const box = outbox(server)
  box.send("propose_topic", { title: "A" })

  await pass(2400)
  assert.equal(box.late.value, false)
  await pass(200)
  assert.equal(box.late.value, true)
  answer({ ok: true })
  await settled()
  assert.equal(box.late.value, false)
})

test("where the browser stores nothing, commands are still sent", async () => {
  localStorage.refuses = true
  try {
    assert.equal((await outbox(server).send("mark_interest", {})).ok, true)
  } finally {
    localStorage.refuses = false
  }
})
