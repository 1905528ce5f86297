import assert from "node:assert/strict"
import { test } from "node:test"
import { freeCells, freeNear } from "../../static/js/core/free_cells.js"

const slots = [["s1", "session"], ["lunch", "break"], ["s2", "session"], ["s3", "session"]].map(([id, kind]) => ({ id, kind }))
const rooms = [{ id: "a" }, { id: "b" }, { id: "c" }]

function gathering(...held) {
  return { slots: { value: slots }, rooms: { value: rooms }, cells: { value: new Map(held.map(cell => [cell, {}])) } }
}

test("free cells come in order of time, and none in a break", () => {
  const cells = freeCells(gathering("a|s1", "b|s2")).map(({ room, slot }) => `${room.id}|${slot.id}`)

  assert.deepEqual(cells, ["b|s1", "c|s1", "a|s2", "c|s2", "a|s3", "b|s3", "c|s3"])
})

test("topics for action have the cells of their own time slots, and no others", () => {
  const g = { ...gathering("a|act"), slots: { value: [...slots, { id: "act", kind: "action" }] } }
  const cells = freeCells(g, { for_action: true }).map(({ room, slot }) => `${room.id}|${slot.id}`)

  assert.deepEqual(cells, ["b|act", "c|act"])
  assert.equal(freeCells(g).length, 9)
})

test("the nearest are of the same time, then of near times", () => {
  const g = gathering("b|s2")

  const cells = freeNear(g, {}, g.cells.value, { room: "b", slot: "s2" }).map(cell => cell.join("|"))

  assert.deepEqual(cells, ["a|s2", "c|s2", "b|s1", "b|s3", "a|s1", "c|s1", "a|s3", "c|s3"])
})
