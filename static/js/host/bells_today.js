// The planned bells that are still to come today. Each can be skipped.
import { areRinging, plannedBells, minutesBeforeEnd } from "../core/bells.js"
import { dayToday, now, timeOf } from "../core/clock.js"
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { nameOf } from "./clock_line.js"

const FIRST = 3

/** @param {Props} props */
export function BellsToday({ host }) {
  const { g } = host
  const day = dayToday(g.days.value)
  const planned = plannedBells(day?.slots ?? [], g.about.value.bells ?? [])
  const coming = planned.filter(({ at }) => at > now().getTime())
  if (!coming.length) return null
  return html`
    <section class="paper" aria-labelledby="planned-title">
      <h2 id="planned-title">${g.days.value.length > 1 ? t("Planned bells, {day}", { day: day.label }) : t("Planned bells")}</h2>
      ${!areRinging(g) && html`<p class="soft">${t("They ring in the marketplace and the sessions only.")}</p>`}
      <${Bells} host=${host} bells=${coming.slice(0, FIRST)} />
      ${coming.length > FIRST && html`<details class="more-ways"><summary>${t("{count} more", { count: coming.length - FIRST })}</summary>
        <${Bells} host=${host} bells=${coming.slice(FIRST)} /></details>`}
    </section>`
}

/** @param {Props} props */
function Bells({ host, bells }) {
  return html`<ul class="entries planned">
    ${bells.map(bell => html`<${Bell} key=${`${bell.slot.id} ${bell.kind}`} host=${host} bell=${bell} />`)}
  </ul>`
}

/** @param {Props} props */
function Bell({ host, bell }) {
  const { slot, kind, skipped } = bell
  const time = timeOf(new Date(bell.at).toISOString(), host.g.about.value)
  const skip = () => host.send("skip_bell", { slot: slot.id, kind, skipped: !skipped }, skipped ? t("The bell rings at {time}.", { time }) : t("No bell at {time}.", { time }))
  return html`<li class=${`entry ${skipped ? "is-skipped" : ""}`}>
    <b class="times">${time}</b>
    <span class="entry__text"><span class="planned__words">${when(kind, slot.code && !slot.label ? html`<span class=${`code slot-${slot.colour ?? 0}`}>${slot.code}</span>` : nameOf(slot))}</span>
      ${skipped && html` <span class="soft">${t("does not ring")}</span>`}</span>
    <button type="button" class="button button--quiet" aria-label=${skipped
      ? t("Ring the bell at {time}, {when}", { time, when: when(kind, nameOf(slot)) })
      : t("Skip the bell at {time}, {when}", { time, when: when(kind, nameOf(slot)) })}
      onClick=${skip}>${skipped ? t("Ring") : t("Skip")}</button>
  </li>`
}

function when(kind, slot) {
  const before = minutesBeforeEnd(kind)
  if (before === null) return t("start of {slot}", { slot })
  return before ? t("{minutes} min before the end of {slot}", { minutes: before, slot }) : t("end of {slot}", { slot })
}
