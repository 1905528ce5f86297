// When the wall shows the reports by itself.
import { holdsCells } from "../core/free_cells.js"
import { now, nowAndNext } from "../core/clock.js"

/** Whether it is a break after the last session. Nobody needs the grid then. */
export function isLastBreak(g) {
  const at = now().getTime()
  const sessions = g.slots.value.filter(holdsCells)
  return sessions.length > 0 && sessions.every(slot => Date.parse(slot.ends_at) <= at) &&
    nowAndNext(g).now.some(slot => slot.kind === "break")
}
