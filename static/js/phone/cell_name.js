// When and where a cell is, in words.
import { timeOf } from "../core/clock.js"
import { html } from "../core/html.js"

/**
 * "10:30 · Garden room (step-free)"
 *
 * @param {Props} props
 */
export function CellName({ g, cell: [room, slot] }) {
  const where = g.tables.rooms.value.get(room)
  const when = slotOf(g, slot)
  const days = g.days.value
  const day = days.length > 1 && days.find(one => one.date === when?.day)?.label
  return html`<span class="cellname"><strong>${when ? timeOf(when.starts_at, g.about.value) : ""}</strong>
    ${" "}${where?.name ?? ""}${day ? html`${" "}<span class="soft">${day}</span>` : ""}</span>`
}

export function slotOf(g, id) {
  return g.tables.slots.value.get(id)
}
