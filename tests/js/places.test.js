import "./support/browser.js"
import assert from "node:assert/strict"
import { test } from "node:test"
import { createGathering } from "../../static/js/core/gathering.js"
import { sessionsInOrder } from "../../static/js/core/harvest.js"
import { colourOf, isAtTimeOf, placeName, spanOf, timesOf } from "../../static/js/core/places.js"
import { utcOf } from "../../static/js/core/wall_time.js"
import { change, state, topic } from "./support/rows.js"

const at = time => `2027-03-31T${time}:00+00:00`
const SLOTS = [
  { id: "s1", kind: "session", day: "2027-03-31", starts_at: at("10:00"), ends_at: at("10:45"), colour: 3 },
  { id: "s2", kind: "session", day: "2027-03-31", starts_at: at("11:00"), ends_at: at("11:45"), colour: 4 },
]
const ROOMS = [{ id: "r1", name: "Oak", position: 0 }]
const CELL = { id: "cell", topic: "t1", room: "r1", slot: "s2", code: "2A" }
const elsewhere = (id, starts, ends = null, place = "The bench") => ({
  id, topic: "t2", room: "", slot: "", code: id, place, starts_at: at(starts), ends_at: ends && at(ends),
})
const BENCH = elsewhere("X1", "11:30")
const EARLY = elsewhere("X2", "09:00", "09:30", "")

function gathering() {
  const sessions = [BENCH, CELL, EARLY]
  return createGathering(state({ gathering: { timezone: "UTC" }, tables: { rooms: ROOMS, slots: SLOTS, topics: [topic("t1"), topic("t2")], sessions } }))
}

test("a session at a free place is in no cell, and is placed", () => {
  const g = gathering()

  assert.deepEqual([...g.cells.value.values()].map(({ session }) => session.id), ["cell"])
  assert.deepEqual(g.elsewhere.value.map(({ session }) => session.id), ["X2", "X1"])
  assert.deepEqual(g.placed.value.get("t2").map(({ id }) => id), ["X2", "X1"])
  assert.deepEqual(g.days.value.map(day => [day.date, day.slots.length, day.elsewhere.length]), [["2027-03-31", 2, 2]])
  assert.deepEqual(sessionsInOrder(g).map(({ id }) => id), ["X2", "cell", "X1"])
})

test("a claim in the grid leaves days and sessions elsewhere as they are", () => {
  const g = gathering()
  const { value: before } = g.days

  g.apply({ since: 10, seq: 11, changes: [change(11, { sessions: [{ ...CELL, id: "other", slot: "s1", code: "1A" }] })] })
  assert.equal(g.days.value, before)
  g.apply({ since: 11, seq: 12, changes: [change(12, { sessions: [{ ...BENCH, place: "The lawn" }] })] })
  assert.notEqual(g.days.value, before)
})

test("it has times of its own, and the colour of the time slot in which it begins", () => {
  const g = gathering()

  assert.deepEqual(timesOf(g, BENCH), { day: "2027-03-31", starts_at: at("11:30"), ends_at: null })
  assert.deepEqual([BENCH, CELL, EARLY].map(session => spanOf(g, session)), ["11:30", "11:00–11:45", "09:00–09:30"])
  assert.deepEqual([BENCH, CELL, EARLY].map(session => placeName(g, session)), ["The bench", "Oak", "Elsewhere"])
  assert.deepEqual([BENCH, CELL, EARLY].map(session => colourOf(g, session)), [4, 4, 3])
})

test("two sessions overlap by time, wherever they are", () => {
  const g = gathering()

  assert.equal(isAtTimeOf(g, BENCH, CELL), true)
  assert.equal(isAtTimeOf(g, EARLY, CELL), false)
  assert.equal(isAtTimeOf(g, elsewhere("X3", "11:45"), CELL), false)
  assert.equal(isAtTimeOf(g, { slot: "gone" }, CELL), false)
})

test("a time of the gathering's zone is understood wherever the browser is", () => {
  assert.equal(utcOf("2027-03-31T15:10", { timezone: "Europe/London" }), "2027-03-31T14:10:00.000Z")
  assert.equal(utcOf("2027-01-31T23:30", { timezone: "Asia/Tokyo" }), "2027-01-31T14:30:00.000Z")
  assert.equal(utcOf("2027-03-28T03:30", { timezone: "Europe/Berlin" }), "2027-03-28T01:30:00.000Z")
})
