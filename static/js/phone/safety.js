// What the facilitator's safety means for this phone: paused, hidden, waiting, and names that should not be there.
import { html } from "../core/html.js"
import { itemNamed } from "../core/items.js"
import { can } from "../core/possible.js"

/**
 * "rested" for this phone, "frozen" for everybody, else null.
 *
 * @param {Props} props
 */
export function pausedBy({ g }) {
  if (g.tables.rests.value.size) return "rested"
  return g.about.value.writing === "host" ? "frozen" : null
}

const SENTENCES = {
  rested: "The facilitator has paused writing from this phone. Please talk to them.",
  frozen: "The facilitator has paused writing for everybody for a moment. Nothing is lost.",
}

/** @param {Props} props */
export function Paused({ phone }) {
  const why = pausedBy(phone)
  return html`<div role="status" aria-live="polite">${why && html`<p class="banner banner--warn paused">${SENTENCES[why]}</p>`}</div>`
}

/** In a form that was open when the gathering was closed. */
export function Over() {
  return html`<p class="banner banner--warn" role="status">Nothing can be added any more: the gathering is over.</p>`
}

/** On something of mine that others do not see. */
export function Covered({ row, what }) {
  if (row.hidden) {
    return html`<p class="banner banner--warn covered">The facilitator has hidden this ${what}. Please talk to them.
      ${row.hidden_reason && html`<span>Because: ${row.hidden_reason}</span>`}</p>`
  }
  if (row.covered) {
    return html`<p class="banner covered">The facilitator has covered this ${what} for the moment, to look at it.
      <span>Others see only that it is covered. You can talk to the facilitator at any time.</span></p>`
  }
  return row.waiting ? html`<p class="banner">The facilitator has to show this ${what} first. Until then, only you two see it.</p>` : null
}

/**
 * A way to say that a name should not be there. `item` is {topic}, {note} or {evidence}: the id of `row`.
 *
 * @param {Props} props
 */
export function ReportName({ phone, item, row }) {
  const [[kind, id]] = Object.entries(item)
  const isReported = [...phone.g.tables.reports.value.values()].some(report => report[kind] === id)
  if (isReported) return html`<span class="soft">The facilitator knows about the name.</span>`
  if (!can(phone.g, "report_name", { item: row })) return null
  const report = async () => {
    const answer = await phone.send("report_name", item)
    if (answer.ok) phone.notify("The facilitator has been told. They do not see by whom.")
  }
  return html`<button class="link" onClick=${report}>This name should not be here</button>`
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
  return html`${row.photo && button("photos", row.photo, "I am in this photo", "You told the facilitator that you are in it")}
    ${button(table, row.id, "This worries me", "You told the facilitator")}`
}

/**
 * Whom I muted, to hear from them again.
 *
 * @param {Props} props
 */
export function Muted({ phone }) {
  const mutes = [...phone.g.tables.mutes.value.values()]
  if (!mutes.length) return null
  const hear = () => { for (const mute of mutes) phone.send("mute", { notice: mute.notice, muted: false }) }
  return html`<p class="soft row">Some conveners cannot write to you.
    <button class="link" onClick=${hear}>Let everybody write to me again</button></p>`
}
