import { stopClocks } from "./support/browser.js"
import assert from "node:assert/strict"
import { before, test } from "node:test"
import { setClock } from "../../static/js/core/clock.js"
import { createGathering } from "../../static/js/core/gathering.js"
import { isWithinHours } from "../../static/js/core/hours.js"
import { state } from "./support/rows.js"

before(() => stopClocks("2026-03-05T09:30:00Z"))

test("the hours begin an hour before the first time slot and end an hour after the last one", () => {
  const g = createGathering(state())
  const at = time => { setClock(`2026-03-05T${time}+01:00`); return isWithinHours(g) }
  assert.deepEqual(["08:59:00", "09:00:00", "12:45:00", "12:46:00"].map(at), [false, true, true, false])
})

test("a gathering without time slots is on from its opening to its close", () => {
  const isOn = phase => {
    const any = state({ tables: { slots: [] } })
    return isWithinHours(createGathering({ ...any, gathering: { ...any.gathering, phase } }))
  }
  assert.deepEqual(["lobby", "opening", "sessions", "closed"].map(isOn), [false, true, true, false])
})
