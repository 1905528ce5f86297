// The grid as a schedule, slot by slot: what fits a phone. Sessions are rows, the free cells of a slot are one line,
// and slots that are over are folded.
import { holdsCells, labelOf } from "../core/free_cells.js"
import { html, useRef } from "../core/html.js"
import { t, tn } from "../core/language.js"
import { classes } from "./card.js"
import { Cell, span } from "./cell.js"

const MANY = 12

/**
 * The props of Grid, with `times` and `cellProps` worked out. `freeOnly`: show no sessions.
 *
 * @param {Props} props
 */
export function Schedule({ g, slots, times, ...rest }) {
  const days = new Set(slots.map(slot => slot.day)).size
  return html`<div class="grid-list">
    ${slots.map((slot, index) => html`
      ${slot.day !== slots[index - 1]?.day && html`
        <h2 class=${days > 1 ? "grid-day" : "visually-hidden"} key=${slot.day}>${g.days.value.find(day => day.date === slot.day)?.label}</h2>`}
      ${holdsCells(slot)
        ? html`<${Slot} key=${slot.id} ...${{ g, slot, when: times(slot), ...rest }} />`
        : html`<${Band} key=${slot.id} g=${g} slot=${slot} when=${times(slot)} />`}`)}
  </div>`
}

/** @param {Props} props */
function Slot({ g, rooms, slot, when, taking, freeOnly, cellProps, signsOf, noteOf }) {
  const cells = rooms.map(room => cellProps(room, slot))
  const { held, free } = steady(useRef(null), taking, cells)
  const inside = html`
    <${Free} cells=${free} rooms=${rooms.length} taking=${taking} open=${freeOnly} />
    ${!freeOnly && held.length > 0 && html`<ul class="grid-rooms">
      ${held.map(cell => html`<li key=${cell.room.id}>
        <${Cell} ...${cell} size="row" where=${cell.room.name} signs=${cell.held && signsOf?.(cell.held.topic)} /></li>`)}
    </ul>`}`
  const name = html`<span class="code">${slot.code}</span>
    <span>${span(slot, g)}</span>
    ${labelOf(slot) && html`<bdi class="grid-slot-label">${labelOf(slot)}</bdi>`}
    ${when === "now" && html`<span class="grid-slot-now">${t("now")}</span>`}
    ${noteOf?.(slot) && html`<span class="grid-slot-note">${noteOf(slot)}</span>`}`
  const props = {
    class: classes("grid-slot", `slot-${slot.colour ?? 0}`, when && `is-${when}`),
    id: `slot-${slot.id}`, "aria-labelledby": `slot-${slot.id}-name`,
  }
  if (when !== "past" || taking) return html`<section ...${props}>
    <h3 class="grid-slot-name" id=${`slot-${slot.id}-name`} tabindex="-1">${name}</h3>${inside}
  </section>`
  return html`<section ...${props}>
    <details>
      <summary class="grid-slot-name" id=${`slot-${slot.id}-name`}>${name}
        <span class="grid-slot-more">${t("over")} · ${counted(held.length)}</span></summary>
      ${inside}
    </details>
  </section>`
}

/**
 * While somebody chooses a cell, rows and free cells stay where they are, whatever others do: nothing moves from under
 * a thumb. A cell that is taken meanwhile says so.
 */
function steady(before, taking, cells) {
  const isHeld = cell => Boolean(cell.held || cell.pending)
  const isFree = cell => !isHeld(cell) && !cell.busy
  if (!taking) before.current = null
  else before.current ??= new Set(cells.filter(isFree).map(cell => cell.room.id))
  const wasFree = cell => before.current ? before.current.has(cell.room.id) : isFree(cell)
  return { free: cells.filter(wasFree), held: cells.filter(cell => !wasFree(cell) && isHeld(cell)) }
}

/**
 * The free cells of a slot as one line; as buttons while somebody chooses one, or when it is unfolded.
 *
 * @param {Props} props
 */
function Free({ cells, rooms, taking, open }) {
  // Nobody needs to know of cells that cannot be taken.
  if (!cells.some(cell => cell.onTap || cell.held)) return null
  const buttons = html`<ul class="grid-free-cells">
    ${cells.map(cell => html`<li key=${cell.room.id}>${cell.held
      ? html`<span class="cell-free cell-taken"><span class="cell-code">${cell.held.session.code}</span> ${t("taken")}</span>`
      : html`<${Cell} ...${cell} size="row" where=${cell.room.name} />`}</li>`)}
  </ul>`
  if (taking || open) return buttons
  return html`<details class="grid-free">
    <summary>${cells.length > MANY && cells.length === rooms
      ? tn("The room is free", "All {n} rooms are free", rooms) : t("Free: {letters}", { letters: cells.map(cell => cell.room.letter).join(" · ") })}</summary>
    ${buttons}
  </details>`
}

/** @param {Props} props */
function Band({ g, slot, when }) {
  return html`
    <section class=${classes("grid-band", `grid-band--${slot.kind}`, when && `is-${when}`)}>
      <h3><span>${span(slot, g)}</span> <bdi>${slot.label}</bdi></h3>
      ${slot.about && html`<p class="soft">${slot.about}</p>`}
    </section>`
}

function counted(sessions) {
  return sessions ? tn("{n} session", "{n} sessions", sessions) : t("no sessions")
}
