// What is said and offered on one item: that it is hidden or covered, that a name should not be there, that it worries somebody.
import { html } from "../core/html.js"
import { itemNamed } from "../core/items.js"
import { t } from "../core/language.js"
import { can } from "../core/possible.js"

const HIDDEN = {
  topic: t("The facilitator has hidden this topic. Please talk to them."),
  note: t("The facilitator has hidden this note. Please talk to them."),
  evidence: t("The facilitator has hidden this evidence. Please talk to them."),
  issue: t("The facilitator has hidden this issue. Please talk to them."),
}
const COVERED = {
  topic: t("The facilitator has covered this topic for the moment, to look at it."),
  note: t("The facilitator has covered this note for the moment, to look at it."),
  evidence: t("The facilitator has covered this evidence for the moment, to look at it."),
  issue: t("The facilitator has covered this issue for the moment, to look at it."),
}

/** On something of mine that others do not see; `what` is a key of HIDDEN. Only topics wait. */
export function Covered({ row, what }) {
  if (row.hidden) {
    return html`<p class="banner banner--warn covered">${HIDDEN[what]}
      ${row.hidden_reason && html`<span>${t("Because: {reason}", { reason: row.hidden_reason })}</span>`}</p>`
  }
  if (row.covered) {
    return html`<p class="banner covered">${COVERED[what]}
      <span>${t("Others see only that it is covered. You can talk to the facilitator at any time.")}</span></p>`
  }
  return row.waiting ? html`<p class="banner">${t("The facilitator has to show this topic first. Until then, only you two see it.")}</p>` : null
}

/**
 * A way to say that a name should not be there. `item` is {topic}, {note} or {evidence}: the id of `row`.
 *
 * @param {Props} props
 */
export function ReportName({ phone, item, row }) {
  const [[kind, id]] = Object.entries(item)
  const isReported = [...phone.g.tables.reports.value.values()].some(report => report[kind] === id)
  if (isReported) return html`<span class="soft">${t("The facilitator knows about the name.")}</span>`
  if (!can(phone.g, "report_name", { item: row })) return null
  const report = async () => {
    const answer = await phone.send("report_name", item)
    if (answer.ok) phone.notify(t("The facilitator has been told. They do not see by whom."))
  }
  return html`<button class="link" onClick=${report}>${t("This name should not be here")}</button>`
}

/** My open flag of an item, if any. `table` is that of the command: a photo is flagged by its own id. */
export function ownFlag(g, table, id) {
  const item = table === "photos" ? [...g.tables.notes.value.values()].find(note => note.photo === id)?.id : id
  return [...g.tables.flags.value.values()].find(flag =>
    itemNamed(flag).id === item && (flag.kind === "photo") === (table === "photos"))
}

/**
 * A way to tell the facilitator that an item harms, or that one is in a photo.
 *
 * @param {Props} props
 */
export function Worry({ phone, table, row }) {
  if (row.mine || row.pending || row.covered || !can(phone.g, "flag")) return null
  const button = (of, id, words, done) => html`<button class="link" onClick=${() => phone.open("flag", { table: of, id })}>
    ${ownFlag(phone.g, of, id) ? done : words}</button>`
  return html`${row.photo && button("photos", row.photo, t("I am in this photo"), t("You told the facilitator that you are in it"))}
    ${button(table, row.id, t("This worries me"), t("You told the facilitator"))}`
}
