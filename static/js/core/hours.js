// The hours of a gathering, in which the facilitator is likely to be there, as the server has them (openspace/domain/hours.py).
import { now } from "./clock.js"

const AROUND = 60 * 60_000

/** Whether it is a day of the gathering, from an hour before its first time slot to an hour after its last one. @param {Gathering} g */
export function isWithinHours(g) {
  const phase = g.phase.value
  const days = g.days.value
  if (phase === "closed" || !days.length) return !["closed", "lobby"].includes(phase)
  const at = now().getTime()
  return days.some(({ slots }) => {
    const ends = slots.map(slot => Date.parse(slot.ends_at))
    return Date.parse(slots[0].starts_at) - AROUND <= at && at <= Math.max(...ends) + AROUND
  })
}
