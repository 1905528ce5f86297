// The clock, and how long what is on now still lasts.
import { holdsCells } from "../core/free_cells.js"
import { html, useEffect } from "../core/html.js"
import { t, tn } from "../core/language.js"
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
    <section class="paper clock" aria-label=${t("Clock")}>
      <p class="clock__time">${timeOf(now().toISOString(), about)}</p>
      <div class="clock__words">
        ${current.map(slot => html`
          <p key=${slot.id} class=${`slot-${slot.colour ?? 0}`}>
            ${t("{slot} until {time}", { slot: html`<b>${nameOf(slot)}</b>`, time: timeOf(slot.ends_at, about) })} <span class="soft">${t("{time} left", { time: left(slot.ends_at) })}</span></p>`)}
        ${next && html`
          <p class="soft">${t("Next: {slot} at {time}, in {duration}", { slot: nameOf(next), time: timeOf(next.starts_at, about), duration: left(next.starts_at) })}</p>`}
        ${!current.length && !next && html`<p class="soft">${t("The last time slot is over.")}</p>`}
        <${ShiftLine} host=${host} />
      </div>
    </section>`
}

export function nameOf(slot) {
  return slot.label || (holdsCells(slot) ? t("Time slot {code}", { code: slot.code }) : SLOT_NAMES[slot.kind])
}

/** "12 min", "1 h 5 min", "2 days". */
function left(iso) {
  const minutes = Math.max(0, Math.ceil((Date.parse(iso) - now().getTime()) / 60_000))
  if (minutes >= 2880) return tn("{n} day", "{n} days", Math.round(minutes / 1440))
  if (minutes < 60) return t("{minutes} min", { minutes })
  const hours = Math.floor(minutes / 60)
  return minutes % 60 ? t("{hours} h {minutes} min", { hours, minutes: minutes % 60 }) : t("{hours} h", { hours })
}
