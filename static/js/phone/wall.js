// The wall on a phone: the day's grid, slot by slot. Tap a topic, tap a free cell; where there is a
// mouse, drag it there.
import { freeNear, holdsCells } from "../core/free_cells.js"
import { html, useEffect, useRef, useSignal } from "../core/html.js"
import { inWords, t, tc, tn } from "../core/language.js"
import { can } from "../core/possible.js"
import { Card } from "../ui/card.js"
import { Days, useDay } from "../ui/days.js"
import { Elsewhere } from "../ui/elsewhere.js"
import { span } from "../ui/cell.js"
import { Grid, useWide } from "../ui/grid.js"
import { Picture } from "../ui/picture.js"
import { clashes } from "./clashes.js"

/** @param {Props} props */
export function Wall({ phone }) {
  const { g, pending } = phone
  const shown = useDay(g)
  const picked = phone.picked.value
  const room = useSignal("")
  const freeOnly = useSignal(false)
  const isWide = useWide()
  const root = useRef(null)
  useEffect(() => { showNow(root.current) }, [])
  useEffect(() => { if (picked) showFree(root.current) }, [picked])

  const put = async (room, slot, placing) => {
    await phone.place(room.id, slot.id, placing)
    focusCard(root.current, placing.topic.id)
  }
  const onCell = (room, slot, held, dropped) => {
    if (dropped) return put(room, slot, dropped)
    if (held) return picked && taken(phone, held)
    if (picked) return put(room, slot, picked)
    phone.open("cell", { room: room.id, slot: slot.id })
  }
  const onTopic = (topic, session) => phone.open("topic", { topic: topic.id, session: session?.id })
  // The same grid as everywhere, with what is on its way laid over it.
  const view = { ...g, cells: pending.cells }
  const rooms = g.rooms.value.filter(one => isWide || !room.value || one.id === room.value)
  const signsOf = topic => !topic.mine && pending.interested(topic.id) ? [t("interests you")] : []
  const noteOf = picked && (slot => {
    const codes = holdsCells(slot) ? clashes(g, { id: picked.session?.id, slot: slot.id }) : []
    return codes.length ? t("you convene {codes}", { codes: inWords(codes) }) : ""
  })
  const mayPropose = can(g, "propose_topic")
  return html`<div class="wall" ref=${root}>
    <div class="view__head">
      <h1><${Picture} of="calendar" />${t("The wall")}</h1>
      <span class="row">
        ${mayPropose && html`<button class="button" onClick=${() => phone.open("propose")}>${t("Propose a topic")}</button>`}
        ${can(g, "post_evidence") && html`<button class="button button--quiet" onClick=${() => phone.open("bring")}>${t("Bring evidence")}</button>`}
      </span>
    </div>
    <${Looking} phone=${phone} />
    <${Days} ...${shown} />
    ${shown.day && !isWide && html`<${Jump} g=${g} slots=${shown.day.slots} root=${root} room=${room} freeOnly=${freeOnly} />`}
    ${shown.day
      ? html`<${Grid} g=${view} slots=${shown.day.slots} rooms=${rooms} picked=${picked?.topic} pending=${pending.coming.value}
          freeOnly=${mayPropose && freeOnly.value} live=${g.phase.value !== "closed"} signsOf=${signsOf} noteOf=${noteOf} onCell=${mayPropose ? onCell : null} onTopic=${onTopic} />`
      : html`<p class="soft">${t("There are no time slots yet.")}</p>`}
    <${Elsewhere} g=${g} day=${shown.day} coming=${pending.goingElsewhere()} signsOf=${signsOf} onTopic=${onTopic} />
  </div>`
}

/**
 * To any time slot, to one room's day, to what is free: on a schedule of many rows.
 *
 * @param {Props} props
 */
function Jump({ g, slots, root, room, freeOnly }) {
  const sessions = slots.filter(holdsCells)
  const rooms = g.rooms.value
  if (sessions.length * rooms.length < 12) return null
  const to = slot => () => {
    const name = root.current?.querySelector(`#slot-${CSS.escape(slot.id)}-name`)
    const folded = name?.closest("details")
    if (folded) folded.open = true
    name?.focus({ preventScroll: true })
    name?.closest(".grid-slot").scrollIntoView({ block: "start" })
  }
  return html`<div class="jump" role="group" aria-label=${t("Find your way on the wall")}>
    <span class="jump__slots">${sessions.map(slot => html`<button key=${slot.id} class=${`chip slot-${slot.colour ?? 0}`}
      aria-label=${t("Time slot {code}, {time}", { code: slot.code, time: span(slot, g) })} onClick=${to(slot)}>${slot.code}</button>`)}</span>
    <select aria-label=${t("Room")} value=${room.value} onChange=${event => { room.value = event.target.value }}>
      <option value="">${t("All rooms")}</option>
      ${rooms.map(one => html`<option key=${one.id} value=${one.id}>${one.letter} ${one.name}</option>`)}
    </select>
    ${can(g, "propose_topic") && html`<button class="chip" aria-pressed=${freeOnly.value} onClick=${() => { freeOnly.value = !freeOnly.value }}>${tc("of cells", "Free")}</button>`}
  </div>`
}

/**
 * My topics that have no place yet, to be picked up here.
 *
 * @param {Props} props
 */
function Looking({ phone }) {
  const { g, pending } = phone
  const mine = g.unplaced.value.filter(topic => phone.canPlace({ topic }) && !pending.placeOf(topic.id))
  const waiting = g.waiting.value.filter(topic => topic.mine)
  const saving = pending.topics.value
  const others = g.unplaced.value.filter(topic => !topic.mine).length
  const isPicked = topic => phone.picked.value?.topic.id === topic.id
  if (!mine.length && !saving.length && !waiting.length) return null
  return html`<section class="stack" aria-label=${t("Your topics without a place")}>
    ${saving.map(topic => html`<${Card} key=${topic.id} g=${g} topic=${topic} size="row" pending />`)}
    ${mine.map(topic => html`<${Card} key=${topic.id} g=${g} topic=${topic} size="row" movable
      picked=${isPicked(topic)} signs=${isPicked(topic) ? [] : [t("tap to choose a place")]} onTap=${() => phone.pick(topic)} />`)}
    ${waiting.map(topic => html`<${Card} key=${topic.id} g=${g} topic=${topic} size="row" signs=${[t("waits for the facilitator")]}
      onTap=${() => phone.open("topic", { topic: topic.id })} />`)}
    ${others > 0 && html`<p><button class="link" onClick=${() => phone.go("topics")}>${tn("{n} more topic without a place yet", "{n} more topics without a place yet", others)}</button></p>`}
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
  const error = { held_by, free: freeNear(g, mine.topic, phone.pending.cells.value, session) }
  phone.picked.value = null
  phone.open("taken", { args: { topic: mine.topic.id, again: mine.again }, session: mine.session?.id, error })
}

/** The cell that had the focus is gone: the card that took its place gets it. */
function focusCard(root, topic) {
  if (document.activeElement !== document.body) return
  root?.querySelector(`.grid-slot button[data-topic="${CSS.escape(topic)}"], .matrix-cell button[data-topic="${CSS.escape(topic)}"]`)
    ?.focus({ preventScroll: true })
}

/** Opens at now: what is over is folded above it, or scrolled away in the frame of a wide screen. */
function showNow(root) {
  root.querySelector(".grid-slot.is-past ~ .grid-slot:not(.is-past)")?.scrollIntoView({ block: "start" })
  const [frame, head] = [".grid-frame", ".matrix-line .matrix-slot:not(.is-past)"].map(name => root.querySelector(name))
  if (root.querySelector(".matrix-slot.is-past") && head) {
    frame.scrollTop += head.getBoundingClientRect().top - frame.querySelector(".matrix-corner").getBoundingClientRect().bottom
  }
}

/** With the topic in hand, the first free cell comes into sight and into reach of the keyboard. */
function showFree(root) {
  const free = root.querySelector(":is(.grid-slot, .matrix-cell):not(.is-past) button.cell-free") ?? root.querySelector("button.cell-free")
  free?.focus({ preventScroll: true })
  free?.scrollIntoView({ block: "center" })
}
