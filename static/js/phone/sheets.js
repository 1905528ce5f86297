// Sheets: one question at a time, over the view.
import { isConverging } from "../core/convergence.js"
import { fits } from "../core/free_cells.js"
import { html } from "../core/html.js"
import { can } from "../core/possible.js"
import { OpenSheet } from "../ui/dialog.js"
import { CellName, slotOf } from "./cell_name.js"
import { Bring, ChooseElsewhere, Companion, Convening, Flag, Help, Meeting, Outcome, StaleNote, Taken, Together, TopicSheet } from "./on_demand.js"
import { Propose } from "./propose.js"

const NAMES = {
  propose: "Propose a topic", edit: "Edit your topic", topic: "Topic", taken: "This place is taken", cell: "A free place",
  bring: "Bring something to the statement", elsewhere: "Another place or time", flag: "Tell the facilitator", companion: "Somebody who accompanies me", convening: "Convene with somebody", meeting: "Meet together", help: "Help and quiet space", outcome: "What became of it", together: "Work on this with others", stale: "The note was changed on another device",
}
const SHEETS = { propose: Propose, edit: Propose, topic: TopicSheet, taken: Taken, cell: FreeCell, bring: Bring, elsewhere: ChooseElsewhere, flag: Flag, companion: Companion, convening: Convening, meeting: Meeting, help: Help, outcome: Outcome, together: Together, stale: StaleNote }

/** @param {Props} props */
export function Sheets({ phone, above }) {
  const isWriting = ["propose", "edit", "bring", "elsewhere", "flag", "outcome"].includes(phone.sheet.value?.name)
  return html`<${OpenSheet} app=${phone} views=${SHEETS} labels=${NAMES} closeLast=${isWriting} above=${above} phone=${phone} />`
}

/**
 * A free cell, tapped with nothing in hand.
 *
 * @param {Props} props
 */
function FreeCell({ phone, room, slot }) {
  const { g } = phone
  const forAction = slotOf(g, slot)?.kind === "action"
  const mine = g.unplaced.value.filter(topic => fits(topic, slotOf(g, slot)) && phone.canPlace({ topic }) && !phone.pending.placeOf(topic.id))
  return html`
    <h2>${slotOf(g, slot)?.code}${g.tables.rooms.value.get(room)?.letter} is free</h2>
    <p><${CellName} g=${g} cell=${[room, slot]} /></p>
    ${mine.length > 0 && html`<h3>Put your topic here</h3>`}
    <div class="choices">
      ${mine.map(topic => html`<button class="button button--quiet" onClick=${() => { phone.close(); phone.place(room, slot, { topic }) }}>${topic.title}</button>`)}
    </div>
    ${can(g, "propose_topic") && (!forAction || isConverging(g, "reopened")) && html`
      <button class="button" onClick=${() => phone.open("propose", { at: [room, slot], forAction })}>${
        forAction ? "Start an action group here" : "Propose a topic for this place"}</button>`}`
}
