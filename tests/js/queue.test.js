// The queue of announcements, as every screen reads it.
import assert from "node:assert/strict"
import { test } from "node:test"
import "./support/browser.js"
import { state, topic } from "./support/rows.js"

const { createGathering } = await import("../../static/js/core/gathering.js")
const { announcing, asArgs, choiceOf, queueOf } = await import("../../static/js/core/queue.js")

function gathering(announcements, topics = ["t1", "t2", "t3"].map(id => topic(id))) {
  return createGathering(state({ tables: { topics, announcements } }))
}

const queued = (id, position, called_at = null) => ({ id: `a${position}`, topic: id, position, called_at })

test("the order is that of the positions, and a topic off the wall is not in it", () => {
  const g = gathering([queued("t2", 9), queued("t1", 12), queued("t3", 7)], [topic("t1"), topic("t2"), topic("t3", { waiting: true })])
  assert.deepEqual(queueOf(g).map(one => one.topic.id), ["t2", "t1"])
})

test("what is called does not wait any more", () => {
  const { called, waiting } = announcing(gathering([queued("t1", 1, "2026-03-05T09:00:00Z"), queued("t2", 2)]))
  assert.equal(called?.topic.id, "t1")
  assert.deepEqual(waiting.map(one => one.topic.id), ["t2"])
})

test("a page that was kept from before has no queue", () => {
  const g = gathering([])
  delete (/** @type {any} */ (g.tables)).announcements
  assert.deepEqual(queueOf(g), [])
})

test("a choice survives the arguments that a phone keeps", () => {
  for (const choice of ["self", "read", ""]) assert.equal(choiceOf(asArgs(choice)), choice)
  assert.equal(choiceOf({ announce: "read", read_out: false }), "read")
})
