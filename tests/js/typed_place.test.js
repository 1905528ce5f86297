// The place on a topic card, as people write it.
import "./support/browser.js"
import assert from "node:assert/strict"
import { test } from "node:test"
import { setClock } from "../../static/js/core/clock.js"
import { createGathering } from "../../static/js/core/gathering.js"
import { placeTyped } from "../../static/js/host/typed_place.js"
import { state, topic } from "./support/rows.js"

const slot = (id, code, day, hour) => ({ id, code, kind: "session", day, starts_at: `${day}T${hour}:00:00+00:00`, ends_at: `${day}T${hour}:45:00+00:00` })
const g = createGathering(state({
  gathering: { timezone: "UTC", starts_on: "2027-03-31", ends_on: "2027-04-01" },
  tables: {
    rooms: [{ id: "r1", name: "Oak", letter: "A", position: 0 }, { id: "r2", name: "Elm", letter: "B", position: 1 }],
    slots: [slot("s1", "W1", "2027-03-31", "10"), slot("s2", "T1", "2027-04-01", "10")],
    topics: [topic("t1", { title: "Tea" })],
    sessions: [{ id: "x", topic: "t1", room: "r1", slot: "s1", code: "W1A" }],
  },
}))

test("a cell is found by its code, in any case and with spaces", () => {
  assert.deepEqual(placeTyped(g, " w1 b"), { args: { room: "r2", slot: "s1" } })
  assert.deepEqual(placeTyped(g, ""), {})
})

test("a cell that is taken is refused with those that are free then, and one that is not there", () => {
  assert.equal(placeTyped(g, "W1A").problem, "W1A is taken by “Tea”. Free then: W1B.")
  assert.match(placeTyped(g, "9Z").problem, /^There is no cell 9Z\./)
})

test("a time and a place are today, or on the day that is named", () => {
  setClock("2027-04-01T09:30:00Z")
  const at = typed => placeTyped(g, typed).args
  assert.deepEqual(at("15:10 bench by the pond"), { place: "bench by the pond", starts_at: "2027-04-01T15:10:00.000Z" })
  assert.equal(at("Wed 9.05, café").starts_at, "2027-03-31T09:05:00.000Z")
  assert.equal(at("w 9.05 café").starts_at, "2027-03-31T09:05:00.000Z")
  assert.equal(at("15:10-16:00 café").ends_at, "2027-04-01T16:00:00.000Z")
  assert.match(placeTyped(g, "25:10 café").problem, /^The time is not/)
  assert.match(placeTyped(g, "Sun 15:10 café").problem, /^Which day/)
})
