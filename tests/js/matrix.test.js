import "./support/browser.js"
import assert from "node:assert/strict"
import { test } from "node:test"
import { nextCell } from "../../static/js/ui/matrix.js"

const rooms = [{ id: "a" }, { id: "b" }, { id: "c" }]
const slots = [{ id: "1" }, { id: "2" }]

test("with rooms as columns, arrows walk slots down and rooms across", () => {
  assert.equal(nextCell("a|1", "ArrowDown", rooms, slots, false), "a|2")
  assert.equal(nextCell("a|1", "ArrowRight", rooms, slots, false), "b|1")
})

test("with slots as columns it is the other way round", () => {
  assert.equal(nextCell("a|1", "ArrowDown", rooms, slots, true), "b|1")
  assert.equal(nextCell("a|1", "ArrowRight", rooms, slots, true), "a|2")
})

test("Home and End go to the ends of the row", () => {
  assert.equal(nextCell("b|2", "Home", rooms, slots, false), "a|2")
  assert.equal(nextCell("a|2", "End", rooms, slots, false), "c|2")
  assert.equal(nextCell("c|1", "End", rooms, slots, true), "c|2")
})

test("at the edge, and with other keys, nothing moves", () => {
  assert.equal(nextCell("a|1", "ArrowUp", rooms, slots, false), null)
  assert.equal(nextCell("c|2", "ArrowRight", rooms, slots, false), null)
  assert.equal(nextCell("a|1", "Enter", rooms, slots, false), null)
})
