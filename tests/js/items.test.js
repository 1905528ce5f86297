import "./support/browser.js"
// Which item a report, a pause or a command names.
import assert from "node:assert/strict"
import { test } from "node:test"
import { itemNamed, shownRow } from "../../static/js/core/items.js"

test("each kind of item is found by its own argument, whatever the others hold", () => {
  assert.deepEqual(itemNamed({ topic: "t1", note: "", evidence: null }), { table: "topics", id: "t1" })
  assert.deepEqual(itemNamed({ topic: "", note: "n2", evidence: "" }), { table: "notes", id: "n2" })
  assert.deepEqual(itemNamed({ topic: "", note: "", evidence: "ev3" }), { table: "evidence", id: "ev3" })
})

test("two conveners are named in the page's own words", () => {
  const row = shownRow({ id: "t1", title: "Tea", convener_name: "Kim and Rosa", convener_names: ["Kim", "ليلى"] })

  assert.equal(row.convener_name, "Kim and \u2068ليلى\u2069")
})

test("a covered item says so in the page's own words, but not to its author or host", () => {
  const words = "Covered by the facilitator for the moment."

  assert.equal(shownRow({ id: "t1", title: "…", covered: true }).title, words)
  assert.equal(shownRow({ id: "n1", text: "…", covered: true }).text, words)
  for (const row of [{ title: "Tea" }, { title: "Tea", covered: true, mine: true }, { title: "Tea", covered: true, hidden_with: "" }]) {
    assert.equal(shownRow(row), row)
  }
})
