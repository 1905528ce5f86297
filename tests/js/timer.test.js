import { pass, stopClocks } from "./support/browser.js"
import assert from "node:assert/strict"
import { before, test } from "node:test"
import { clockOf, timerOf } from "../../static/js/core/timer.js"

before(() => stopClocks("2026-03-05T09:30:00Z"))

test("a timer counts whole seconds, rests at nothing, and is gone when it is old", async () => {
  const about = { timer: { ends_at: "2026-03-05T09:30:02.500Z", label: "Opening" } }
  assert.deepEqual(timerOf(about), { label: "Opening", left: 3 })
  await pass(2500)
  assert.equal(timerOf(about).left, 0)
  await pass(119_000)
  assert.equal(timerOf(about).left, 0)
  await pass(1000)
  assert.equal(timerOf(about), null)
})

test("without a timer there is none", () => {
  assert.deepEqual([timerOf({ timer: {} }), timerOf({})], [null, null])
})

test("minutes and seconds are read as on a clock", () => {
  assert.deepEqual([0, 5, 65, 600, 4505].map(clockOf), ["0:00", "0:05", "1:05", "10:00", "75:05"])
})
