// Planned bells (docs/decisions/0052-planned-bells.md): this page works out when they ring, also without a network.
import { setAlarm } from "./alarm.js"
import { holdsCells } from "./free_cells.js"
import { t, tn } from "./language.js"
import { byCode } from "./lists.js"

const PHASES = ["marketplace", "sessions"]
const MINUTE = 60_000

/**
 * Every planned bell by time: `{at, slot, kind, skipped}`, `at` in milliseconds. `kinds` are those of the gathering:
 * "start", "end", or "end-5", five minutes before the end.
 *
 * @param {Rows.Slots[]} slots
 * @param {string[]} kinds
 */
export function plannedBells(slots, kinds) {
  return slots.filter(holdsCells).flatMap(slot => kinds.map(kind => ({
    at: timeOfBell(slot, kind), slot, kind, skipped: (slot.skipped_bells ?? []).includes(kind),
  })).filter(({ at }) => at >= Date.parse(slot.starts_at)))
    .sort((a, b) => a.at - b.at || byCode(a.slot.code, b.slot.code))
}

/** Minutes before the end, 0 at the end; null at the start. */
export function minutesBeforeEnd(kind) {
  return kind === "start" ? null : Number(kind.split("-")[1] ?? 0)
}

function timeOfBell(slot, kind) {
  const before = minutesBeforeEnd(kind)
  return before === null ? Date.parse(slot.starts_at) : Date.parse(slot.ends_at) - before * MINUTE
}

/** Whether they ring in this phase: nobody interrupts a circle. @param {Gathering} g */
export function areRinging(g) {
  return PHASES.includes(g.phase.value)
}

/** What the bell says. */
export function wordsOf({ slot, kind }) {
  const before = minutesBeforeEnd(kind)
  const name = slot.label || t("Time slot {code}", { code: slot.code })
  if (before === null) return t("{name} begins", { name })
  if (before === 0) return t("{name} is over", { name })
  return tn("{n} minute to the end of {name}", "{n} minutes to the end of {name}", before, { name })
}

/**
 * Rings the planned bells on this page: `ring({text, at, seq})`, as for a bell of the host. What is due together is one bell.
 * Returns how to stop.
 *
 * @param {Gathering} g
 * @param {(bell: {text: string, at: string, seq: null}) => void} ring
 */
export function ringPlanned(g, ring) {
  const planned = () => areRinging(g) ? plannedBells(g.slots.value, g.about.value.bells ?? []) : []
  return setAlarm(() => planned().filter(({ skipped }) => !skipped),
    due => ring({ text: due.map(wordsOf).join(". "), at: new Date(due[0].at).toISOString(), seq: null }))
}
