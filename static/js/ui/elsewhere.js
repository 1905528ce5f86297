// Sessions at free places: below the grid of a day, by time. Those that are over are folded, as in the schedule.
import { now } from "../core/clock.js"
import { html } from "../core/html.js"
import { tn } from "../core/language.js"
import { ELSEWHERE, endOf, placeName, spanOf } from "../core/places.js"
import { Card } from "./card.js"

/**
 * `coming` are topics that are on their way there ("saving…").
 *
 * @param {{g: Gathering, day: any, onTopic: (topic: any, session: any) => void, coming?: any[], signsOf?: (topic: any) => string[]}} props
 */
export function Elsewhere({ g, day, onTopic, coming = [], signsOf }) {
  const held = day?.elsewhere ?? []
  if (!held.length && !coming.length) return null
  const isOver = ({ session }) => endOf(g, session) <= now().getTime()
  const over = held.some(one => !isOver(one)) ? held.filter(isOver) : []
  const row = ({ topic, session }) => html`<li key=${session.id}><${Card} g=${g} topic=${topic} session=${session} size="row"
    where=${`${spanOf(g, session)} ${placeName(g, session)}`} signs=${signsOf?.(topic)} onTap=${onTopic} /></li>`
  return html`<section class="elsewhere" aria-labelledby="elsewhere">
    <h2 id="elsewhere">${ELSEWHERE}</h2>
    ${over.length > 0 && html`<details><summary>${tn("Over: {n} session", "Over: {n} sessions", over.length)}</summary><ul>${over.map(row)}</ul></details>`}
    <ul>
      ${held.filter(one => !over.includes(one)).map(row)}
      ${coming.map(topic => html`<li key=${topic.id}><${Card} g=${g} topic=${topic} size="row" pending /></li>`)}
    </ul>
  </section>`
}
