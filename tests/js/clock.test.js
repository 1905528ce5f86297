import { pass, stopClocks } from "./support/browser.js"
import assert from "node:assert/strict"
import { before, test } from "node:test"
import { dayOf, momentOf, now, nowAndNext, setClock, tickEvery, timeOf } from "../../static/js/core/clock.js"
import { createGathering } from "../../static/js/core/gathering.js"
import { isLastBreak } from "../../static/js/wall/last_break.js"
import { state } from "./support/rows.js"

before(() => stopClocks("2026-03-05T09:30:00Z"))

const VIENNA = { timezone: "Europe/Vienna" }

test("times are those of the gathering's zone, wherever the browser is", () => {
  assert.equal(timeOf("2026-03-05T10:00:00+01:00", VIENNA), "10:00")
  assert.equal(timeOf("2026-03-05T10:00:00+01:00", { timezone: "Pacific/Auckland" }), "22:00")
})

test("where the zone is not known, the time stands as it is written", () => {
  assert.equal(timeOf("2026-03-05T10:00:00+01:00", { timezone: "Nowhere/Else" }), "10:00")
})

test("a moment of another day says which day", () => {
  const today = now().toISOString()
  assert.equal(momentOf(today, VIENNA), timeOf(today, VIENNA))
  assert.equal(momentOf("2026-03-04T22:30:00Z", VIENNA), "Wed 4 Mar 23:30")
})

test("days are named, long or short, and a bare date keeps its day in every zone", () => {
  assert.equal(dayOf("2026-03-05T23:30:00Z", VIENNA), "Friday 6 March")
  assert.equal(dayOf("2026-03-05", { timezone: "Pacific/Auckland" }, "short"), "Thu 5 Mar")
})

test("the server's time is taken, but not the network's small differences", () => {
  setClock(new Date(Date.now() + 60_000).toISOString())
  assert.equal(now().getTime() - Date.now(), 60_000)

  setClock(new Date(Date.now() + 61_000).toISOString())
  assert.equal(now().getTime() - Date.now(), 60_000)
  setClock("no date")
  assert.equal(now().getTime() - Date.now(), 60_000)
  setClock(new Date().toISOString())
})

test("what the server said a while ago is as old as its answer", () => {
  setClock(new Date(Date.now() - 4000).toISOString(), Date.now() - 4000)
  assert.equal(now().getTime(), Date.now())
  setClock(new Date(Date.now() + 56_000).toISOString(), Date.now() - 4000)
  assert.equal(now().getTime() - Date.now(), 60_000)
  setClock(new Date().toISOString())
})

test("now and next follow the time", () => {
  const g = createGathering({ ...state(), now: "2026-03-05T10:44:00+01:00" })
  assert.deepEqual([nowAndNext(g).now.map(({ id }) => id), nowAndNext(g).next.id], [["s1"], "b1"])
  setClock("2026-03-05T11:50:00+01:00")
  assert.deepEqual(nowAndNext(g), { now: [], next: null })
})

test("only a break after the last session is the last one", () => {
  const morning = state()
  const coffee = { id: "b2", kind: "break", code: "", starts_at: "2026-03-05T11:45:00+01:00", ends_at: "2026-03-05T12:00:00+01:00", day: "2026-03-05" }
  const slots = [...morning.tables.slots, coffee]
  const g = createGathering({ ...morning, tables: { ...morning.tables, slots }, now: "2026-03-05T10:50:00+01:00" })
  const seen = ["10:50", "11:30", "11:45", "12:00"].map(time => {
    setClock(`2026-03-05T${time}:00+01:00`)
    return isLastBreak(g)
  })
  assert.deepEqual(seen, [false, false, true, false])
})

test("a countdown ticks by its own beat until it is stopped", async () => {
  const stop = tickEvery(1000)
  const before = now().getTime()
  await pass(1000)
  assert.equal(now().getTime() - before, 1000)
  stop()
})
