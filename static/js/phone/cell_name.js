// When and where a cell is, in words.
import { timeOf } from "../core/clock.js"
import { html } from "../core/html.js"
import { placeName, timesOf } from "../core/places.js"

/**
 * "10:30 · Garden room (step-free)"
 *
 * @param {Props} props
 */
export function CellName({ g, cell: [room, slot] }) {
  return html`<${PlaceOf} g=${g} session=${{ room, slot }} />`
}

/**
 * "10:00 Library" of a session, or of a claim that is on its way: also at a free place.
 *
 * @param {Props} props
 */
export function PlaceOf({ g, session }) {
  const { day: date, starts_at } = timesOf(g, session)
  const days = g.days.value
  const day = days.length > 1 && days.find(one => one.date === date)?.label
  return html`<span><strong>${starts_at ? timeOf(starts_at, g.about.value) : ""}</strong>
    ${" "}<span dir="auto">${placeName(g, session)}</span>${day ? html`${" "}<span class="soft">${day}</span>` : ""}</span>`
}

export function slotOf(g, id) {
  return g.tables.slots.value.get(id)
}
