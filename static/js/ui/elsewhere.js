// Sessions at free places: below the grid of a day, by time.
import { html } from "../core/html.js"
import { ELSEWHERE, placeName, spanOf } from "../core/places.js"
import { Card } from "./card.js"

/**
 * `coming` are topics that are on their way there ("saving…").
 *
 * @param {{g: Gathering, day: any, onTopic: (topic: any, session: any) => void, coming?: any[], signsOf?: (topic: any) => string[]}} props
 */
export function Elsewhere({ g, day, onTopic, coming = [], signsOf }) {
  const held = day?.elsewhere ?? []
  if (!held.length && !coming.length) return null
  return html`<section class="elsewhere" aria-labelledby="elsewhere">
    <h2 id="elsewhere">${ELSEWHERE}</h2>
    <ul>
      ${held.map(({ topic, session }) => html`<li key=${session.id}><${Card} g=${g} topic=${topic} session=${session} size="row"
        where=${`${spanOf(g, session)} ${placeName(g, session)}`} signs=${signsOf?.(topic)} onTap=${onTopic} /></li>`)}
      ${coming.map(topic => html`<li key=${topic.id}><${Card} g=${g} topic=${topic} size="row" pending /></li>`)}
    </ul>
  </section>`
}
