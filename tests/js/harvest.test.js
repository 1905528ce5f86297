import "./support/browser.js"
import assert from "node:assert/strict"
import { test } from "node:test"
import { createGathering } from "../../static/js/core/gathering.js"
import { sessionsInOrder, sessionsWithNotes } from "../../static/js/core/harvest.js"
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
  assert.deepEqual([...sessionsWithNotes(gathering({ id: "n1", session: "later", topic: "t1" }))], ["later"])
})

test("a hidden note does not count", () => {
  assert.equal(sessionsWithNotes(gathering({ id: "n1", session: "later", topic: "t1", hidden: true })).size, 0)
})

test("a note of a released session stands with the first session of its topic", () => {
  assert.deepEqual([...sessionsWithNotes(gathering({ id: "n1", session: "gone", topic: "t1" }))], ["first"])
  assert.equal(sessionsWithNotes(gathering({ id: "n1", session: "gone", topic: "gone" })).size, 0)
})
