import "./support/browser.js"
import assert from "node:assert/strict"
import { test } from "node:test"
import { createGathering, topicOf } from "../../static/js/core/gathering.js"
import { state, topic } from "./support/rows.js"

const session = { id: "s1", topic: "t1", joined: "t2", room: "r1", slot: "s1", code: "1A" }

function gathering(rows, more = {}) {
  return createGathering(state({ tables: { topics: rows, sessions: [{ ...session, ...more }] } }))
}

test("a joined session shows both titles and all names", () => {
  const names = { convener_name: "Kim and Rosa", convener_names: ["Kim", "Rosa"] }
  const g = gathering([topic("t1", { title: "Carers", ...names }), topic("t2", { title: "Tea", convener_name: "Amir", mine: true })])

  const { title, convener_name, mine, id } = topicOf(g.tables, session)
  assert.deepEqual({ title, convener_name, mine, id }, { title: "Carers + Tea", convener_name: "Kim, Rosa and Amir", mine: true, id: "t1" })
  assert.deepEqual([...g.placed.value.keys()], ["t1", "t2"])
  assert.deepEqual(g.unplaced.value, [])
})

test("a session shows its own topic where no other has joined, or may be seen", () => {
  assert.equal(topicOf(gathering([topic("t1")], { joined: "" }).tables, { ...session, joined: "" }).title, "Topic t1")
  assert.equal(topicOf(gathering([topic("t1")]).tables, session).title, "Topic t1")
})
