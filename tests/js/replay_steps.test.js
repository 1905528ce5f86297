// The order in which the wall shows how the grid filled.
import assert from "node:assert/strict"
import { test } from "node:test"
import { holds, stepsOf, wholeDays, withBelow } from "../../static/js/wall/replay_steps.js"

const DAYS = [{ date: "2027-03-31", elsewhere: [] }, { date: "2027-04-01", elsewhere: [{ session: { id: "s5" } }] }]
const page = (day, slot, rooms, more = {}) => ({ day, slots: [{ id: slot }], rooms: rooms.map(id => ({ id })), ...more })
const PAGES = withBelow([page(DAYS[0], "sl1", ["a", "b"]), page(DAYS[0], "sl1", ["c"]), page(DAYS[1], "sl2", ["a", "b", "c"])])
const SESSIONS = new Map(Object.entries({
  s1: { room: "a", slot: "sl1" },
  s2: { room: "b", slot: "sl1" },
  s3: { room: "c", slot: "sl1" },
  s4: { room: "a", slot: "sl2" },
  s5: { id: "s5", room: "", slot: "" },
}))

test("pages fill one after the other, and sessions of one page in the order of the server", () => {
  assert.deepEqual(stepsOf(["s4", "s3", "s5", "s2", "s1"], PAGES, SESSIONS), ["s2", "s1", "s3", "s4", "s5"])
})

test("a session that this wall does not have is left out", () => {
  assert.deepEqual(stepsOf(["s1", "s9"], PAGES, SESSIONS), ["s1"])
  assert.equal(holds(PAGES[0], undefined), false)
})

test("a day that fits one page is shown on that page alone", () => {
  const whole = page(DAYS[0], "sl1", ["a", "b", "c"], { whole: true })
  assert.deepEqual(wholeDays([whole, ...PAGES]), [whole, PAGES[2]])
})

test("sessions elsewhere that have a page of their own come after the grid of their day", () => {
  const list = { day: DAYS[1], slots: [], rooms: [], elsewhere: DAYS[1].elsewhere }
  const pages = withBelow([page(DAYS[1], "sl2", ["a"]), list])
  assert.deepEqual(stepsOf(["s5", "s4"], pages, SESSIONS), ["s4", "s5"])
})
