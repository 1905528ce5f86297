import { reports } from "./support/browser.js"
import assert from "node:assert/strict"
import { test } from "node:test"
import { createGathering } from "../../static/js/core/gathering.js"
import { notesBySession, sessionsInOrder, sessionsWithReport } from "../../static/js/core/harvest.js"
import { isReport } from "../../static/js/core/reported.js"
import { state, topic } from "./support/rows.js"

const SESSIONS = [
  { id: "later", topic: "t1", room: "r1", slot: "s2", code: "2A" },
  { id: "first", topic: "t1", room: "r2", slot: "s1", code: "1B" },
  { id: "other", topic: "t2", room: "r1", slot: "s1", code: "1A" },
]

function gathering(...notes) {
  return createGathering(state({ tables: { topics: [topic("t1"), topic("t2")], sessions: SESSIONS, notes } }))
}

test("sessions stand by time and code", () => {
  assert.deepEqual(sessionsInOrder(gathering()).map(({ id }) => id), ["other", "first", "later"])
})

test("of a topic in two cells only the session with the notes counts", () => {
  assert.deepEqual([...notesBySession(gathering({ id: "n1", session: "later", topic: "t1" })).keys()], ["later"])
})

test("a hidden note does not count", () => {
  assert.equal(notesBySession(gathering({ id: "n1", session: "later", topic: "t1", hidden: true })).size, 0)
})

test("a note of a released session stands with the first session of its topic", () => {
  assert.deepEqual([...notesBySession(gathering({ id: "n1", session: "gone", topic: "t1" })).keys()], ["first"])
  assert.equal(notesBySession(gathering({ id: "n1", session: "gone", topic: "gone" })).size, 0)
})

test("what counts as a report is the server's definition", () => {
  for (const { notes, is_report } of reports.examples) {
    assert.equal(isReport(notes.map(([kind, text]) => ({ kind, text })), reports.definition), is_report, JSON.stringify(notes))
  }
})

test("a session has a report with two sentences that everybody can read", () => {
  const note = { id: "n1", session: "later", topic: "t1", kind: "summary", text: "We met. It takes time." }
  const photo = { id: "n2", session: "first", topic: "t1", kind: "photo", text: "Our chart. It shows the rota." }
  assert.deepEqual([...sessionsWithReport(gathering(note, photo))], ["later"])
  assert.equal(sessionsWithReport(gathering({ ...note, covered: true })).size, 0)
  assert.equal(sessionsWithReport(gathering({ ...note, hidden: true })).size, 0)
})
