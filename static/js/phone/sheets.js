// Sheets: one question at a time, over the view.
import { isConverging } from "../core/converging.js"
import { fits } from "../core/free_cells.js"
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { can } from "../core/possible.js"
import { OpenSheet } from "../ui/dialog.js"
import { CellName, slotOf } from "./cell_name.js"
import { Bring, ChooseElsewhere, Companion, Convening, Flag, Help, Meeting, Outcome, StaleNote, Taken, Together, TopicSheet } from "./on_demand.js"
import { Propose } from "./propose.js"

const NAMES = {
  propose: t("Propose a topic"), edit: t("Edit your topic"), topic: t("Topic"), taken: t("This place is taken"), cell: t("A free place"),
  bring: t("Bring something to the statement"), elsewhere: t("Another place or time"), flag: t("Tell the facilitator"), companion: t("Somebody who accompanies me"), convening: t("Convene with somebody"), meeting: t("Meet together"), help: t("Help"), outcome: t("What became of it"), together: t("Work on this with others"), stale: t("The note was changed on another device"),
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
    <h2>${t("{code} is free", { code: `${slotOf(g, slot)?.code}${g.tables.rooms.value.get(room)?.letter}` })}</h2>
    <p><${CellName} g=${g} cell=${[room, slot]} /></p>
    ${mine.length > 0 && html`<h3>${t("Put your topic here")}</h3>`}
    <div class="choices">
      ${mine.map(topic => html`<button class="button button--quiet" onClick=${() => { phone.close(); phone.place(room, slot, { topic }) }}><bdi>${topic.title}</bdi></button>`)}
    </div>
    ${can(g, "propose_topic") && (!forAction || isConverging(g, "reopened")) && html`
      <button class="button" onClick=${() => phone.open("propose", { at: [room, slot], forAction })}>${
        forAction ? t("Start an action group here") : t("Propose a topic for this place")}</button>`}`
}
