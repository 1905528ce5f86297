import "./support/browser.js"
// Which item a report, a pause or a command names.
import assert from "node:assert/strict"
import { test } from "node:test"
import { itemNamed } from "../../static/js/core/items.js"

test("each kind of item is found by its own argument, whatever the others hold", () => {
  assert.deepEqual(itemNamed({ topic: "t1", note: "", evidence: null }), { table: "topics", id: "t1" })
  assert.deepEqual(itemNamed({ topic: "", note: "n2", evidence: "" }), { table: "notes", id: "n2" })
  assert.deepEqual(itemNamed({ topic: "", note: "", evidence: "ev3" }), { table: "evidence", id: "ev3" })
})
