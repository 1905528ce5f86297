// Which day of the gathering is shown, where there are several.
import { html, useState } from "../core/html.js"
import { dayOf, dayToday } from "../core/clock.js"
import { t } from "../core/language.js"

/** `{day, days, choose}`: today until another day is chosen; `day` is undefined while there are no time slots. */
export function useDay(g) {
  const [chosen, choose] = useState(null)
  const days = g.days.value
  return { days, choose, day: days.find(one => one.date === chosen) ?? dayToday(days) ?? days[0] }
}

export function Days({ days, day, choose }) {
  if (days.length < 2) return null
  return html`<div class="row" role="group" aria-label=${t("Day")}>
    ${days.map(one => html`<button key=${one.date} class="chip" aria-pressed=${one === day} title=${one.label} onClick=${() => choose(one.date)}>${chip(one.date)}</button>`)}
  </div>`
}

/** "Thu 26": three of them fit into one row of a phone. */
function chip(date) {
  return dayOf(date, null, "short", false)
}
