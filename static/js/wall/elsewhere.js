// Sessions at free places: a few are below the grid of their day, more of them have pages of their own.
import { html } from "../core/html.js"
import { withCommas } from "../core/lists.js"
import { now } from "../core/clock.js"
import { colourOf, ELSEWHERE, endOf, placeName, spanOf } from "../core/places.js"
import { TYPED_SIGN } from "../ui/card.js"

const BELOW = 4
/** Height in em of a line on a page of its own. */
const LINE = 1.7

/** `pages` with those for days that have more sessions elsewhere than fit below the grid, behind the pages of their day. */
export function withElsewhere(pages, days, { height, text }) {
  const lines = 2 * Math.max(1, Math.floor(height / (text * LINE)) - 1)
  return days.flatMap(day => {
    const ofDay = pages.filter(page => page.day === day)
    if (ofDay.length && day.elsewhere.length <= BELOW) return ofDay
    return [...ofDay, ...parts(day.elsewhere, lines).map(elsewhere => ({ day, elsewhere, rooms: [], slots: [] }))]
  })
}

function parts(list, most) {
  return Array.from({ length: Math.ceil(list.length / most) }, (_, nth) => list.slice(nth * most, (nth + 1) * most))
}

/** Below the grid: the next ones that are not over; in a replay all, with room for those to come. @param {Props} props */
export function ElsewhereBelow({ g, day, isShown = null }) {
  const open = day.elsewhere.filter(({ session }) => endOf(g, session) > now().getTime())
  const shown = (open.length && !isShown ? open : day.elsewhere).slice(0, BELOW)
  if (!shown.length) return null
  return html`<section class="wall-elsewhere" aria-label=${ELSEWHERE}>
    <b>${ELSEWHERE}</b>
    <ul class="plain">${shown.map(held => html`<${Line} key=${held.session.id} ...${{ g, ...held, isShown }} />`)}</ul>
  </section>`
}

/** A page of its own. @param {Props} props */
export function ElsewherePage({ g, page: { day, elsewhere }, isShown = null }) {
  return html`<section class="wall-elsewhere wall-elsewhere--page" aria-label=${ELSEWHERE}>
    <h2>${withCommas([ELSEWHERE, g.days.value.length > 1 && day.label])}</h2>
    <ul class="plain" style=${{ "--lines": Math.ceil(elsewhere.length / 2) }}>${elsewhere.map(held => html`<${Line} key=${held.session.id} ...${{ g, ...held, isShown }} isNamed />`)}</ul>
  </section>`
}

/** @param {Props} props */
function Line({ g, session, topic, isNamed = false, isShown = null }) {
  const name = isNamed && topic.convener_name && `${topic.convener_name}${topic.convener_typed ? TYPED_SIGN : ""}`
  const words = `${placeName(g, session)}: ${withCommas([topic.title, name])}`
  const isToCome = isShown && !isShown({ session })
  return html`<li class=${`slot-${colourOf(g, session)}`} style=${isToCome && "visibility: hidden"}>
    <span class="code">${session.code}</span> <b>${spanOf(g, session)}</b>
    <span class="wall-line-words" data-fit dir="auto">${words}</span>
  </li>`
}
