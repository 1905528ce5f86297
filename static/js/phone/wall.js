// The wall on a phone: the day's grid, slot by slot. Tap a topic, tap a free cell; where there is a
// mouse, drag it there.
import { freeNear } from "../core/free_cells.js"
import { html, useEffect, useRef } from "../core/html.js"
import { Card } from "../ui/card.js"
import { Days, useDay } from "../ui/days.js"
import { Grid } from "../ui/grid.js"

/** @param {Props} props */
export function Wall({ phone }) {
  const { g, pending } = phone
  const shown = useDay(g)
  const picked = phone.picked.value
  const root = useRef(null)
  useEffect(() => { if (picked) showFree(root.current) }, [picked])

  const onCell = (room, slot, held, dropped) => {
    if (dropped) return phone.place(room.id, slot.id, dropped)
    if (held) return picked && taken(phone, held)
    if (picked) return phone.place(room.id, slot.id)
    phone.open("cell", { room: room.id, slot: slot.id })
  }
  const onTopic = (topic, session) => phone.open("topic", { topic: topic.id, session: session.id })
  // The same grid as everywhere, with what is on its way laid over it.
  const view = { ...g, cells: pending.cells }
  const readOnly = g.about.value.phase === "closed"
  return html`<div class="wall" ref=${root}>
    <div class="view__head">
      <h1>The wall</h1>
      ${!readOnly && html`<button class="button" onClick=${() => phone.open("propose")}>Propose a topic</button>`}
    </div>
    ${!readOnly && html`<${Looking} phone=${phone} />`}
    <${Days} ...${shown} />
    ${shown.day
      ? html`<${Grid} g=${view} slots=${shown.day.slots} picked=${picked?.topic} pending=${pending.coming.value}
          onCell=${readOnly ? null : onCell} onTopic=${onTopic} />`
      : html`<p class="soft">There are no time slots yet.</p>`}
  </div>`
}

/**
 * My topics that have no place yet, to be picked up here.
 *
 * @param {Props} props
 */
function Looking({ phone }) {
  const { g, pending } = phone
  const mine = g.unplaced.value.filter(topic => topic.mine && !pending.placeOf(topic.id))
  const waiting = g.waiting.value.filter(topic => topic.mine)
  const saving = pending.topics.value
  const others = g.unplaced.value.length - mine.length
  const isPicked = topic => phone.picked.value?.topic.id === topic.id
  if (!mine.length && !saving.length && !waiting.length) return null
  return html`<section class="looking stack" aria-label="Your topics without a place">
    ${saving.map(topic => html`<${Card} key=${topic.id} g=${g} topic=${topic} size="row" pending />`)}
    ${mine.map(topic => html`<${Card} key=${topic.id} g=${g} topic=${topic} size="row" movable
      picked=${isPicked(topic)} signs=${isPicked(topic) ? [] : ["tap to choose a place"]} onTap=${() => phone.pick(topic)} />`)}
    ${waiting.map(topic => html`<${Card} key=${topic.id} g=${g} topic=${topic} size="row" signs=${["waits for the facilitator"]}
      onTap=${() => phone.open("topic", { topic: topic.id })} />`)}
    ${others > 0 && html`<p class="soft small">${others} more ${others === 1 ? "topic is" : "topics are"} looking for a place.</p>`}
  </section>`
}

// With a topic in hand, a held cell says at once who holds it; the server need not be asked.
function taken(phone, { topic, session }) {
  const { g, picked } = phone
  const mine = picked.value
  if (topic.id === mine.topic.id) return
  const held_by = {
    topic: topic.id, title: topic.title, session: session.id, code: session.code, convener_name: topic.convener_name,
  }
  const error = { held_by, free: freeNear(g, phone.pending.cells.value, session) }
  phone.picked.value = null
  phone.open("taken", { args: { topic: mine.topic.id, again: mine.again }, session: mine.session?.id, error })
}

/** With the topic in hand, the first free cell comes into sight and into reach of the keyboard. */
function showFree(root) {
  const free = root.querySelector(".grid-slot:not(.is-past) .cell-free, .matrix .cell-free") ?? root.querySelector(".cell-free")
  free?.focus({ preventScroll: true })
  free?.scrollIntoView({ block: "center" })
}
