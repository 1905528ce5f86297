// Sheets: one question at a time, over the view.
import { html } from "../core/html.js"
import { now, timeOf } from "../core/clock.js"
import { can } from "../core/possible.js"
import { OpenSheet } from "../ui/dialog.js"
import { Bring } from "./bring.js"
import { Flag, Help, Outcome, StaleNote } from "./on_demand.js"
import { Propose } from "./propose.js"
import { TopicSheet } from "./topic.js"

const NAMES = {
  propose: "Propose a topic", edit: "Edit your topic", topic: "Topic", taken: "This place is taken", cell: "A free place",
  bring: "Bring something to the statement", flag: "Tell the facilitator", help: "Help and quiet space", outcome: "What became of it", stale: "The note was changed on another device",
}
const SHEETS = { propose: Propose, edit: Propose, topic: TopicSheet, taken: Taken, cell: FreeCell, bring: Bring, flag: Flag, help: Help, outcome: Outcome, stale: StaleNote }

/** @param {Props} props */
export function Sheets({ phone, above }) {
  const isWriting = ["propose", "edit", "bring", "flag", "outcome"].includes(phone.sheet.value?.name)
  return html`<${OpenSheet} app=${phone} views=${SHEETS} labels=${NAMES} closeLast=${isWriting} above=${above} phone=${phone} />`
}

/**
 * The cell I wanted is held: by whom, what is free nearby, and the way to talk.
 *
 * @param {Props} props
 */
function Taken({ phone, args, session, error }) {
  const { g } = phone
  const { held_by, free } = error
  const moving = session && g.tables.sessions.value.get(session)
  const topic = g.tables.topics.value.get(args.topic ?? moving?.topic)
  const theirs = g.tables.topics.value.get(held_by.topic)
  const stillFree = free.filter(([room, slot]) => !phone.pending.cells.value.has(`${room}|${slot}`))
  const toCome = stillFree.filter(([, slot]) => Date.parse(slotOf(g, slot)?.ends_at) > now().getTime())
  const open = (toCome.length ? toCome : stillFree).slice(0, 6)
  const take = ([room, slot]) => { phone.close(); phone.place(room, slot, { topic, session: moving }) }
  const given = moving ?? (topic && !args.again && g.placed.value.get(topic.id)?.[0])
  const swap = async () => {
    phone.close()
    const answer = await phone.send("offer_swap", { session: given.id, wanted: held_by.session })
    if (answer.ok) phone.notify(theirs?.mine ? "One more tap: they wait for you in My day." : "They have been asked. Nothing moves unless they accept.")
  }
  const meet = async () => {
    phone.close()
    const answer = await phone.send("ask_to_meet", { session: held_by.session, topic: topic.id })
    if (answer.ok) phone.notify("They have been asked to meet you at the wall.")
  }
  return html`
    <h2>${held_by.code} is taken</h2>
    <p><strong>“${held_by.title}”</strong> is there${held_by.convener_name ? `, convened by ${held_by.convener_name}` : ""}.
      ${topic && html`${" "}Your topic “${topic.title}” is safe.`}</p>
    ${topic && phone.canPlace({ topic, session: moving }) && html`
      <h3>${open.length ? "Free places nearby" : "No place is free now"}</h3>
      <div class="choices">${open.map(cell => html`
        <button class=${`button button--quiet choice slot-${slotOf(g, cell[1])?.colour ?? 0}`} onClick=${() => take(cell)}>
          <${CellName} g=${g} cell=${cell} /></button>`)}</div>
      ${can(g, "ask_to_meet", { topic, other: theirs }) && html`<button class="button button--quiet" onClick=${meet}>Ask them to meet at the wall</button>`}
      ${given && can(g, "offer_swap", { topic }) && html`<button class="button button--quiet" onClick=${swap}>${theirs?.mine ? "Swap" : "Offer to swap"}: your ${given.code} for ${held_by.code}</button>`}`}
    <button class="button button--quiet" onClick=${() => phone.close()}>${moving ? `Leave it at ${moving.code}` : "Choose later"}</button>`
}

/**
 * A free cell, tapped with nothing in hand.
 *
 * @param {Props} props
 */
function FreeCell({ phone, room, slot }) {
  const { g } = phone
  const mine = g.unplaced.value.filter(topic => phone.canPlace({ topic }) && !phone.pending.placeOf(topic.id))
  return html`
    <h2>${slotOf(g, slot)?.code}${g.tables.rooms.value.get(room)?.letter} is free</h2>
    <p><${CellName} g=${g} cell=${[room, slot]} /></p>
    ${mine.length > 0 && html`<h3>Put your topic here</h3>`}
    <div class="choices">
      ${mine.map(topic => html`<button class="button button--quiet" onClick=${() => { phone.close(); phone.place(room, slot, { topic }) }}>${topic.title}</button>`)}
    </div>
    ${can(g, "propose_topic") && html`
      <button class="button" onClick=${() => phone.open("propose", { at: [room, slot] })}>Propose a topic for this place</button>`}`
}

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

function slotOf(g, id) {
  return g.tables.slots.value.get(id)
}
