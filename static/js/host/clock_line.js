// The clock, and how long what is on now still lasts.
import { holdsCells } from "../core/free_cells.js"
import { html, useEffect } from "../core/html.js"
import { SLOT_NAMES } from "../core/vocabulary.js"
import { now, nowAndNext, tickEvery, timeOf } from "../core/clock.js"
import { ShiftLine } from "./shift_undo.js"

/** @param {Props} props */
export function Clock({ host }) {
  const { g } = host
  const about = g.about.value
  useEffect(() => tickEvery(1000), [])
  const { now: current, next } = nowAndNext(g)
  return html`
    <section class="paper clock" aria-label="Clock">
      <p class="clock__time">${timeOf(now().toISOString(), about)}</p>
      <div class="clock__words">
        ${current.map(slot => html`
          <p key=${slot.id} class=${`slot-${slot.colour ?? 0}`}>
            <b>${nameOf(slot)}</b> until ${timeOf(slot.ends_at, about)} <span class="soft">${left(slot.ends_at)} left</span></p>`)}
        ${next && html`
          <p class="soft">Next: ${nameOf(next)} at ${timeOf(next.starts_at, about)}, in ${left(next.starts_at)}</p>`}
        ${!current.length && !next && html`<p class="soft">The last time slot is over.</p>`}
        <${ShiftLine} host=${host} />
      </div>
    </section>`
}

export function nameOf(slot) {
  return slot.label || (holdsCells(slot) ? `Time slot ${slot.code}` : SLOT_NAMES[slot.kind])
}

/** "12 min", "1 h 5 min", "2 days". */
function left(iso) {
  const minutes = Math.max(0, Math.ceil((Date.parse(iso) - now().getTime()) / 60_000))
  if (minutes >= 2880) return `${Math.round(minutes / 1440)} days`
  if (minutes < 60) return `${minutes} min`
  return `${Math.floor(minutes / 60)} h${minutes % 60 ? ` ${minutes % 60} min` : ""}`
}
