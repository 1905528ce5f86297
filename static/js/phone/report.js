// The convener looks at the report before it goes into the book: its title, and that it may stand as it is.
import { html, useState } from "../core/html.js"
import { timeOf } from "../core/clock.js"
import { t } from "../core/language.js"
import { can } from "../core/possible.js"
import { LIMITS } from "../core/vocabulary.js"
import { Described } from "../ui/described.js"
import { Picture } from "../ui/picture.js"

/** @param {Props} props */
export function Report({ phone, topic }) {
  const { g } = phone
  const [typed, setTyped] = useState(null)
  const [editing, setEditing] = useState(false)
  if (!topic.mine || !hasNotes(phone, topic)) return null
  const busy = phone.pending.waiting("confirm_report").some(({ args }) => args.topic === topic.id)
  // A topic that has joined has its own title in the book.
  const may = (name, args) => can(g, name, { topic: name === "edit_topic" ? g.tables.topics.value.get(topic.id) : topic }, args)
  const isConfirmed = topic.confirmed_at && !topic.changed_at
  const title = typed ?? topic.report_title ?? ""
  const rename = async event => {
    event.preventDefault()
    setEditing(false)
    const answer = await phone.send("edit_topic", { topic: topic.id, report_title: title.trim() })
    if (answer.ok) { setTyped(null); phone.notify(t("Saved.")) }
  }
  return html`<section class="report stack stack--tight" aria-labelledby="report-title">
    <h2 id="report-title"><${Picture} of="memo" />${t("Your report")}</h2>
    <dl class="report__titles">
      ${(editing || topic.report_title) && html`<div><dt>${t("On the wall")}</dt><dd><bdi>${topic.title}</bdi></dd></div>`}
      ${!editing && html`<div><dt>${t("In the book")}</dt><dd>${topic.report_title || topic.title}${" "}
        ${may("edit_topic", { report_title: title }) && html`<button class="link" onClick=${() => setEditing(true)}>${t("Change")}</button>`}</dd></div>`}
    </dl>
    ${editing && html`<form class="stack stack--tight" onSubmit=${rename}>
      <${Described} by=${html`<span class="hint">${t("The topic may have changed in the session. The title on the wall is kept, too. Leave this empty if nothing changed.")}</span>`}>${id => html`
        <label class="field"><span>${t("Title in the book")}</span>
          <textarea class="title-input" rows="2" maxlength=${LIMITS.title} aria-describedby=${id} value=${title} onInput=${e => setTyped(e.target.value)} /></label>`}<//>
      <div class="row"><button class="button">${t("Save")}</button>
        <button type="button" class="button button--quiet" onClick=${() => { setEditing(false); setTyped(null) }}>${t("Cancel")}</button></div>
    </form>`}
    <${People} phone=${phone} topic=${topic} />
    <div role="status"><p>${isConfirmed
      ? html`<span class="report__good">${t("Confirmed at {time}.", { time: timeOf(topic.confirmed_at, g.about.value) })}</span> ${t("It may go into the book.")}`
      : topic.changed_at ? t("It was changed after you confirmed it. Look at it again?")
      : t("Is this what you would like in the book? Notes are printed as they were written.")}
      ${busy && html`${" "}<span class="soft">${t("saving…")}</span>`}</p></div>
    <div class="row">${isConfirmed
      ? may("confirm_report", { confirmed: false }) && html`<button class="link" onClick=${() => phone.send("confirm_report", { topic: topic.id, confirmed: false })}>${t("Not yet, take it back")}</button>`
      : may("confirm_report", { confirmed: true }) && html`<button class="button" onClick=${() => phone.send("confirm_report", { topic: topic.id })}>${t("Confirm the report")}</button>`}</div>
  </section>`
}

/**
 * How many took part: a number, and nobody's name.
 *
 * @param {Props} props
 */
export function People({ phone, topic }) {
  return (phone.g.placed.value.get(topic.id) ?? []).filter(session => can(phone.g, "count_people", { topic, session })).map(session => html`
    <${Count} key=${session.id} phone=${phone} session=${session} />`)
}

/** @param {Props} props */
function Count({ phone, session }) {
  // What is typed is kept here, because the field is drawn anew with every change that somebody makes meanwhile.
  const [typed, setTyped] = useState(null)
  const save = async () => {
    if (typed === null) return
    if (Number(typed) !== (session.people ?? 0)) await phone.send("count_people", { session: session.id, people: Number(typed) }, t("Saved."))
    setTyped(null)
  }
  return html`
    <label class="field"><span>${t("How many took part in {code}?", { code: session.code })} <span class="soft">– ${t("optional")}</span></span>
      <input type="number" min="0" max="10000" inputmode="numeric" value=${typed ?? session.people ?? ""}
        onInput=${event => setTyped(event.target.value)} onBlur=${save}
        onKeyDown=${event => { if (event.key === "Enter") event.target.blur() }} /></label>`
}

/** Before there is a note, there is nothing to confirm. */
function hasNotes({ g }, topic) {
  return [...g.tables.notes.value.values()].some(note => note.topic === topic.id)
}
