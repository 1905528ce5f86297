// A cell of the grid, the name of its room, and the time of its slot.
import { html, useState } from "../core/html.js"
import { Card, classes, dragging } from "./card.js"
import { shortFacts } from "./room_facts.js"
import { timeOf } from "../core/clock.js"
import { leftToRight, t, tc } from "../core/language.js"

export function RoomName({ room }) {
  const facts = shortFacts(room)
  return html`
    <span class="grid-room"><b>${room.letter}</b> <bdi class="grid-room-name">${room.name}</bdi>
      ${facts && html` <span class="grid-room-facts">${facts}</span>`}</span>`
}

/** One cell: the card that holds it, a card on its way, or a place that is free, unless the room is `busy` at that time. */
export function Cell({ g, room, slot, held, busy, pending, picked, size, glowing, movable, onTap, onDrop, where, signs, cell = {} }) {
  const [over, setOver] = useState(false)
  const drop = onDrop && !held && {
    onDragOver(event) { if (dragging.value) { event.preventDefault(); setOver(true) } },
    onDragLeave() { setOver(false) },
    onDrop(event) { event.preventDefault(); setOver(false); onDrop() },
  }
  if (held) {
    const glow = glowing?.has(held.session.id)
    return html`<${Card} ...${{ g, ...held, size, onTap, where, signs, cell: { ...cell, class: glow ? "card--glow" : "" } }}
      movable=${movable?.(held.topic, held.session)} picked=${picked?.id === held.topic.id} />`
  }
  if (pending) return html`<${Card} ...${{ g, topic: pending, size, where, pending: true, cell, onTap }} />`
  const code = `${slot.code}${room.letter}`
  const props = {
    ...cell, ...drop,
    class: classes("cell-free", `slot-${slot.colour ?? 0}`, { "cell-free--over": over }),
    "data-free": busy ? undefined : code,
  }
  const free = busy ? t("{code} is here", { code: busy }) : picked || dragging.value ? t("place here") : tc("of a cell", "free")
  const isNamed = !busy && Boolean(where)
  const shown = isNamed ? where : free
  const words = html`<span class="cell-code">${code}</span> <span class="cell-room">${shown}</span>`
  if (!onTap) return html`<div ...${props}>${words}</div>`
  return html`<button type="button" ...${props} onClick=${onTap}
    aria-label=${`${code} ${shown}, ${isNamed ? free : room.name}, ${span(slot, g)}${picked ? `. ${t("Place “{title}” here", { title: picked.title })}` : ""}`}>${words}</button>`
}

/** "10:00–10:45" in the gathering's time zone. */
export function span(slot, g) {
  return leftToRight(`${timeOf(slot.starts_at, g.about.value)}–${timeOf(slot.ends_at, g.about.value)}`)
}
