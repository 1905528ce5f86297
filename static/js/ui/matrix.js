// The grid as a matrix: rooms against time slots, either way round. Breaks and plenaries span it as
// bands. Arrow keys walk from cell to cell; one cell at a time is in the tab order.
import { holdsCells, labelOf } from "../core/free_cells.js"
import { timeOf } from "../core/clock.js"
import { html, useState } from "../core/html.js"
import { IS_RIGHT_TO_LEFT, t } from "../core/language.js"
import { classes } from "./card.js"
import { Cell, RoomName } from "./cell.js"

const MIRRORED = IS_RIGHT_TO_LEFT ? { ArrowLeft: "ArrowRight", ArrowRight: "ArrowLeft" } : {}
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }

/** @param {Props} props */
export function Matrix({ g, rooms, slots, columns, times, cellProps, noteOf, onCell, onTopic }) {
  const [home, setHome] = useState(null)
  const acting = Boolean(onCell || onTopic)
  const across = columns === "slots"
  const cells = slots.filter(holdsCells)
  const first = cells[0] && rooms[0] ? `${rooms[0].id}|${cells[0].id}` : null
  const at = home && rooms.some(room => home.startsWith(`${room.id}|`)) && cells.some(slot => home.endsWith(`|${slot.id}`))
    ? home : first

  const cell = (room, slot) => {
    const key = `${room.id}|${slot.id}`
    return {
      ...cellProps(room, slot),
      cell: acting
        ? { "data-cell": key, tabindex: key === at ? 0 : -1, onFocus: () => setHome(key) }
        : { "data-cell": key },
    }
  }
  const place = (room, slot) => across
    ? { gridRow: rooms.indexOf(room) + 2, gridColumn: slots.indexOf(slot) + 2 }
    : { gridRow: slots.indexOf(slot) + 2, gridColumn: rooms.indexOf(room) + 2 }

  return html`
    <div class=${classes("matrix", `matrix--${columns}-across`)} role=${acting ? "grid" : "table"} aria-label=${t("Rooms and time slots")}
      style=${tracks(rooms, slots, across)} onKeyDown=${event => acting && walk(event, rooms, cells, across)}>
      ${across
        ? html`
          <${Line}>
            <span role="columnheader" class="matrix-corner">${t("Room")}</span>
            ${slots.map((slot, index) => html`<${SlotHead} key=${slot.id} ...${{ g, slot, when: times(slot), note: noteOf?.(slot) }} role="columnheader"
              style=${{ gridRow: holdsCells(slot) ? 1 : `1 / span ${rooms.length + 1}`, gridColumn: index + 2 }} />`)}
          <//>
          ${rooms.map((room, index) => html`<${Line} key=${room.id}>
            <${RoomHead} room=${room} role="rowheader" style=${{ gridRow: index + 2, gridColumn: 1 }} />
            ${cells.map(slot => html`<${Place} key=${slot.id} when=${times(slot)} style=${place(room, slot)}
              acting=${acting}><${Cell} ...${cell(room, slot)} /><//>`)}
          <//>`)}`
        : html`
          <${Line}>
            <span role="columnheader" class="matrix-corner">${t("Time")}</span>
            ${rooms.map((room, index) => html`<${RoomHead} key=${room.id} room=${room} role="columnheader"
              style=${{ gridRow: 1, gridColumn: index + 2 }} />`)}
          <//>
          ${slots.map((slot, index) => html`<${Line} key=${slot.id}>
            <${SlotHead} ...${{ g, slot, when: times(slot), note: noteOf?.(slot) }} role="rowheader"
              style=${{ gridRow: index + 2, gridColumn: holdsCells(slot) ? 1 : "1 / -1" }} />
            ${holdsCells(slot) && rooms.map(room => html`<${Place} key=${room.id} when=${times(slot)}
              style=${place(room, slot)} acting=${acting}><${Cell} ...${cell(room, slot)} /><//>`)}
          <//>`)}`}
    </div>`
}

function Line({ children }) {
  return html`<div role="row" class="matrix-line">${children}</div>`
}

function Place({ when, style, acting, children }) {
  return html`<div role=${acting ? "gridcell" : "cell"} class=${classes("matrix-cell", when && `is-${when}`)} style=${style}>${children}</div>`
}

/** @param {Props} props */
function SlotHead({ g, slot, when, note, role, style }) {
  const [from, to] = [slot.starts_at, slot.ends_at].map(at => timeOf(at, g.about.value))
  const kind = holdsCells(slot) ? `matrix-slot slot-${slot.colour ?? 0}` : `matrix-band matrix-band--${slot.kind}`
  return html`
    <div role=${role} class=${classes(kind, when && `is-${when}`)} style=${style}>
      <span class="matrix-words">
        ${holdsCells(slot) && html`<span class="code">${slot.code}</span>`}
        <span class="matrix-time">${from}<span class="matrix-until">–${to}</span></span>
        ${slot.kind !== "session" && labelOf(slot) && html`<b>${labelOf(slot)}</b>`}
        ${when === "now" && html`<span class="matrix-now">${t("now")}</span>`}
        ${note && html`<span class="grid-slot-note">${note}</span>`}
      </span>
    </div>`
}

function RoomHead({ room, role, style }) {
  return html`<div role=${role} class="matrix-room" style=${style}><${RoomName} room=${room} /></div>`
}

/** Session slots share the space equally; bands are as large as their words need. */
function tracks(rooms, slots, across) {
  const ofSlots = slots.map(slot => (holdsCells(slot) ? "minmax(0, 1fr)" : "auto")).join(" ")
  const ofRooms = `repeat(${rooms.length}, minmax(var(--matrix-least, 0), 1fr))`
  return across
    ? { gridTemplateColumns: `var(--matrix-head, auto) ${ofSlots}`, gridTemplateRows: `auto ${ofRooms}` }
    : { gridTemplateColumns: `auto ${ofRooms}`, gridTemplateRows: `auto ${ofSlots.replaceAll("1fr", "var(--matrix-row, 1fr)")}` }
}

function walk(event, rooms, slots, across) {
  const here = event.target.closest?.("[data-cell]")?.dataset.cell
  if (!here || event.ctrlKey || event.metaKey || event.altKey) return
  const next = nextCell(here, MIRRORED[event.key] ?? event.key, rooms, slots, across)
  if (!next) return
  event.preventDefault()
  const cell = event.currentTarget.querySelector(`[data-cell="${CSS.escape(next)}"]`)
  // Focusing alone may leave it behind the heads.
  cell?.focus({ preventScroll: true })
  cell?.scrollIntoView({ block: "nearest", inline: "nearest" })
}

/** The cell `room|slot` that a key leads to from `here`, or null. `across`: time slots are the columns. */
export function nextCell(here, key, rooms, slots, across) {
  const step = STEPS[key]
  const [room, slot] = here.split("|")
  let r = rooms.findIndex(row => row.id === room)
  let s = slots.findIndex(row => row.id === slot)
  if (step) {
    const [down, right] = step
    r += across ? down : right
    s += across ? right : down
  } else if (key === "Home" || key === "End") {
    const last = key === "End"
    if (across) s = last ? slots.length - 1 : 0
    else r = last ? rooms.length - 1 : 0
  } else return null
  return rooms[r] && slots[s] ? `${rooms[r].id}|${slots[s].id}` : null
}
