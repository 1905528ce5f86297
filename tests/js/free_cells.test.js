import "./support/browser.js"
import assert from "node:assert/strict"
import { test } from "node:test"
import { freeCells, freeNear, inRoom, overlapsOf } from "../../static/js/core/free_cells.js"

const slots = [["s1", "session"], ["lunch", "break"], ["s2", "session"], ["s3", "session"]].map(([id, kind]) => ({ id, kind }))
const rooms = [{ id: "a" }, { id: "b" }, { id: "c" }]

function gathering(...held) {
  return { slots: { value: slots }, overlaps: { value: overlapsOf(slots) }, rooms: { value: rooms }, cells: { value: new Map(held.map(cell => [cell, {}])) } }
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

const at = (id, from, to, kind = "session") => ({ id, kind, starts_at: `2027-03-31T${from}:00+01:00`, ends_at: `2027-03-31T${to}:00+01:00` })

/** A long workshop beside two short time slots. */
const long = [at("s1", "10:00", "10:45"), at("long", "10:00", "11:45"), at("tea", "10:45", "11:00", "break"), at("s2", "11:00", "11:45")]

test("time slots overlap where their times do, and only where people choose", () => {
  assert.deepEqual([...overlapsOf(long)].sort(), [["long", ["s1", "s2"]], ["s1", ["long"]], ["s2", ["long"]]])
  assert.equal(overlapsOf([long[0], long[3]]).size, 0)
})

test("a room holds one session at a time", () => {
  const held = { session: { id: "x" } }
  const cells = new Map([["a|long", held]])
  const g = { slots: { value: long }, overlaps: { value: overlapsOf(long) }, rooms: { value: rooms }, cells: { value: cells } }

  assert.equal(inRoom(g, rooms[0], long[0]), held)
  assert.equal(inRoom(g, rooms[1], long[0]), undefined)
  const free = freeCells(g).map(({ room, slot }) => `${room.id}|${slot.id}`)
  assert.deepEqual(free, ["b|s1", "c|s1", "b|long", "c|long", "b|s2", "c|s2"])
})
