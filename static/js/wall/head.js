// Above the grid: whose wall this is, what is on now and next, and the time.
import { holdsCells } from "../core/free_cells.js"
import { html } from "../core/html.js"
import { dayOf, now, nowAndNext, timeOf } from "../core/clock.js"
import { t } from "../core/language.js"
import { spanOf } from "../core/places.js"
import { clockOf, useTimer } from "../core/timer.js"
import { slotName } from "./slot_name.js"

const MOST_DOTS = 8

/** @param {Props} props */
export function Head({ g, onGrid }) {
  const about = g.about.value
  return html`
    <header class="wall-head">
      <div class="wall-name">
        <h1 data-fit dir="auto">${about.title}</h1>
        ${onGrid && about.theme && html`<p class="soft" data-fit dir="auto">${about.theme}</p>`}
      </div>
      ${onGrid && html`<${NowNext} g=${g} />`}
      <div class="wall-times"><${Timer} g=${g} />
        <time class="wall-clock">${timeOf(now().toISOString(), about)}</time></div>
    </header>`
}

/** @param {Props} props */
function Timer({ g }) {
  const timer = useTimer(g)
  return timer && html`<p class="wall-timer" role="timer"><span data-fit>${timer.label || t("Timer")}</span> <b data-ticks>${clockOf(timer.left)}</b></p>`
}

/** @param {Props} props */
function NowNext({ g }) {
  const { now: current, next } = nowAndNext(g)
  const far = next && Date.parse(next.starts_at) - now().getTime() > 12 * 3600_000
  return html`<p class="wall-nownext">
    ${current.map(slot => html`<span key=${slot.id}><b>${t("Now")}</b> <${SlotName} slot=${slot} /> ${t("until {time}", { time: timeOf(slot.ends_at, g.about.value) })}</span>`)}
    ${next && !far && html`<span key="next"><b>${t("Next")}</b> <${SlotName} slot=${next} /> ${timeOf(next.starts_at, g.about.value)}</span>`}
  </p>`
}

function SlotName({ slot }) {
  if (!holdsCells(slot)) return slotName(slot)
  return html`<span class=${`code slot-${slot.colour ?? 0}`}>${slot.code}</span>`
}

/**
 * Which part of the grid is shown, and how many others there are.
 *
 * @param {Props} props
 */
export function PageDots({ g, stage }) {
  const pages = stage.pages.value
  const page = stage.page.value
  if (!page) return null
  const sessions = page.slots.filter(holdsCells)
  const times = sessions.length ? spanOf(g, { ...sessions[0], ends_at: sessions.at(-1).ends_at }) : ""
  const day = g.days.value.length > 1 ? dayOf(page.day.date, g.about.value, "short") : null
  const rooms = page.rooms.length < g.rooms.value.length
    ? t("rooms {letters}", { letters: `${page.rooms[0].letter}–${page.rooms.at(-1).letter}` }) : null
  const at = pages.indexOf(page)
  const which = page.whole ? [t("the whole day"), day] : [day, pages.length > 1 && times, rooms]
  return html`<p class="wall-paging">
    <span>${which.filter(Boolean).join(" · ")}</span>
    <${Dots} count=${pages.length} at=${at} />
  </p>`
}

/** @param {{count: number, at: number}} props */
export function Dots({ count, at }) {
  if (count < 2) return null
  if (count > MOST_DOTS) return html`<span>${t("{page} of {count}", { page: at + 1, count })}</span>`
  return html`<span class="dots" role="img" aria-label=${t("Page {page} of {count}", { page: at + 1, count })}>
    ${Array.from({ length: count }, (_, index) => html`<i key=${index} class=${index === at ? "dot dot--here" : "dot"}></i>`)}
  </span>`
}
