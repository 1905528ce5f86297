import { pass, stopClocks } from "./support/browser.js"
import assert from "node:assert/strict"
import { before, test } from "node:test"
import { plannedBells, ringPlanned, wordsOf } from "../../static/js/core/bells.js"
import { exactNow, setClock, timeOf } from "../../static/js/core/clock.js"
import { createGathering } from "../../static/js/core/gathering.js"
import { change, state } from "./support/rows.js"

const VIENNA = { timezone: "Europe/Vienna" }
const KINDS = ["start", "end-5", "end"]

before(() => stopClocks("2026-03-05T09:30:00Z"))

/** "10:40 5 minutes to the end of Time slot 1" of each bell that is not skipped. */
function told(slots, kinds = KINDS) {
  return plannedBells(slots, kinds).filter(({ skipped }) => !skipped)
    .map(bell => `${timeOf(new Date(bell.at).toISOString(), VIENNA)} ${wordsOf(bell)}`)
}

const slot = (code, from, to, more = {}) => ({
  id: `s${code}`, kind: "session", code, label: "", starts_at: `2026-03-05T${from}:00+01:00`, ends_at: `2026-03-05T${to}:00+01:00`, ...more,
})

test("every session slot has its bells, and nothing else has", () => {
  assert.deepEqual(told([slot("1", "10:00", "10:45"), { ...slot("", "10:45", "11:00"), kind: "break" }, slot("2", "11:00", "11:45", { label: "After tea" })]), [
    "10:00 Time slot 1 begins", "10:40 5 minutes to the end of Time slot 1", "10:45 Time slot 1 is over",
    "11:00 After tea begins", "11:40 5 minutes to the end of After tea", "11:45 After tea is over",
  ])
})

test("one minute is one minute", () => {
  assert.deepEqual(told([slot("1", "10:00", "10:45")], ["end-1"]), ["10:44 1 minute to the end of Time slot 1"])
})

test("a bell that is skipped is marked, in its time slot alone", () => {
  const slots = [slot("1", "10:00", "10:45", { skipped_bells: ["start", "end"] }), slot("2", "11:00", "11:45")]
  assert.deepEqual(told(slots, ["start", "end"]), ["11:00 Time slot 2 begins", "11:45 Time slot 2 is over"])
  assert.equal(plannedBells(slots, ["start"]).length, 2)
})

test("time slots that overlap have their own bells, in order of time", () => {
  assert.deepEqual(told([slot("2", "10:30", "11:30"), slot("10", "10:00", "11:00"), slot("1", "10:00", "11:30")], ["start", "end"]), [
    "10:00 Time slot 1 begins", "10:00 Time slot 10 begins", "10:30 Time slot 2 begins",
    "11:00 Time slot 10 is over", "11:30 Time slot 1 is over", "11:30 Time slot 2 is over",
  ])
})

test("a bell before the end is not before the start", () => {
  assert.deepEqual(told([slot("1", "10:00", "10:10")], ["end-15", "end-5"]), ["10:05 5 minutes to the end of Time slot 1"])
})

test("minutes are real ones in the night when the clocks change", () => {
  const night = { ...slot("1", "01:30", "01:30"), starts_at: "2026-03-29T01:30:00+01:00", ends_at: "2026-03-29T03:10:00+02:00" }
  assert.deepEqual(told([night], ["start", "end-15"]), ["01:30 Time slot 1 begins", "01:55 15 minutes to the end of Time slot 1"])
})

/** A page of the gathering, opened at `now`, and what rang on it. */
function opened(now, more = {}) {
  const given = state()
  const g = createGathering({ ...given, now, gathering: { ...given.gathering, bells: KINDS, ...more } })
  const rung = []
  return { g, rung, stop: ringPlanned(g, ({ text }) => rung.push(text)) }
}

const until = iso => pass(Date.parse(iso) - exactNow())

test("each rings once, at its time", async () => {
  const { rung, stop } = opened("2026-03-05T10:39:00+01:00")
  await until("2026-03-05T10:39:59+01:00")
  assert.deepEqual(rung, [])
  await until("2026-03-05T10:41:00+01:00")
  assert.deepEqual(rung, ["5 minutes to the end of Time slot 1"])
  await until("2026-03-05T10:46:00+01:00")
  assert.deepEqual(rung.slice(1), ["Time slot 1 is over"])
  stop()
  await until("2026-03-05T11:01:00+01:00")
  assert.equal(rung.length, 2)
})

test("what was due before the page was opened does not ring", async () => {
  const { rung, stop } = opened("2026-03-05T10:40:01+01:00")
  await until("2026-03-05T10:42:00+01:00")
  assert.deepEqual(rung, [])
  stop()
})

test("what is together is one bell", async () => {
  const { g, rung, stop } = opened("2026-03-05T10:44:00+01:00")
  const first = g.tables.slots.value.get("s1")
  g.apply({ since: 10, seq: 11, changes: [change(11, { slots: [{ ...first, ends_at: "2026-03-05T11:00:00+01:00" }] })] })
  await until("2026-03-05T11:00:30+01:00")
  assert.deepEqual(rung, ["5 minutes to the end of Time slot 1", "Time slot 1 is over. Time slot 2 begins"])
  stop()
})

test("a time that is shifted shifts its bells", async () => {
  const { g, rung, stop } = opened("2026-03-05T10:40:30+01:00")
  const first = g.tables.slots.value.get("s1")
  g.apply({ since: 10, seq: 11, changes: [change(11, { slots: [{ ...first, ends_at: "2026-03-05T10:55:00+01:00" }] })] })
  await until("2026-03-05T10:49:59+01:00")
  assert.deepEqual(rung, [])
  await until("2026-03-05T10:50:01+01:00")
  assert.deepEqual(rung, ["5 minutes to the end of Time slot 1"])
  stop()
})

test("no bell rings in a circle, or if none is planned", async () => {
  const circle = opened("2026-03-05T10:39:00+01:00", { phase: "opening" })
  const none = opened("2026-03-05T10:39:00+01:00", { bells: [] })
  await until("2026-03-05T10:46:00+01:00")
  assert.deepEqual([circle.rung, none.rung], [[], []])
  circle.stop()
  none.stop()
})

test("a laptop that slept does not ring for what is over", async () => {
  const { rung, stop } = opened("2026-03-05T10:39:00+01:00")
  // Timers stand still while it sleeps; the clock does not.
  setClock("2026-03-05T10:44:50+01:00")
  document.dispatchEvent(new Event("visibilitychange"))
  assert.deepEqual(rung, [])
  await pass(11_000)
  assert.deepEqual(rung, ["Time slot 1 is over"])
  stop()
})
