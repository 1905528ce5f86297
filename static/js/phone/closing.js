// The closing circle: one reflection for the book, for whoever likes to leave one.
import { html, useState } from "../core/html.js"
import { t } from "../core/language.js"
import { can } from "../core/possible.js"
import { LIMITS } from "../core/vocabulary.js"
import { Described } from "../ui/described.js"
import { Picture } from "../ui/picture.js"
import { ContentNote } from "./who_sees.js"
import { Covered } from "./item_safety.js"

const EMPTY = { text: "", content_note: "", named: false }

/** @param {Props} props */
export function Reflection({ phone }) {
  const { g, pending } = phone
  const [isEditing, setEditing] = useState(false)
  const mine = reflectionOf(g)
  const isSaving = ["post_reflection", "edit_evidence", "retract_evidence"].some(name =>
    pending.waiting(name).some(({ args }) => !args.evidence || args.evidence === mine?.id))
  if (mine && !isEditing) return html`<${Written} phone=${phone} item=${mine} isSaving=${isSaving} onEdit=${() => setEditing(true)} />`
  if (!mine && !can(g, "post_reflection")) return null
  return html`<${Field} key=${mine?.id} phone=${phone} item=${mine} isSaving=${isSaving} onDone=${() => setEditing(false)} />`
}

/** @param {Props} props */
function Written({ phone, item, isSaving, onEdit }) {
  const [isSure, setSure] = useState(false)
  const may = name => can(phone.g, name, { evidence: item })
  return html`<section class="stack stack--tight" aria-labelledby="reflection">
    <h2 id="reflection"><${Picture} of="speech" />${t("Your reflection")}</h2>
    <${Covered} row=${item} what="evidence" />
    <p class="quoted prose"><bdi>${item.text}</bdi></p>
    <p class="soft">${item.by_name ? t("In the book, as {name}.", { name: item.by_name }) : t("In the book, without your name.")}</p>
    <p class="row">
      ${may("edit_evidence") && !isSure && html`<button class="link" onClick=${onEdit}>${t("Edit")}</button>`}
      ${may("retract_evidence") && !isSure && html`<button class="link" onClick=${() => setSure(true)}>${t("Take back")}</button>`}
      ${isSure && html`<button class="link link--danger" onClick=${() => phone.send("retract_evidence", { evidence: item.id })}>${t("Take it back")}</button>
        <button class="link" onClick=${() => setSure(false)}>${t("Keep it")}</button>`}
      ${isSaving && html`<strong class="note__saving">${t("saving…")}</strong>`}</p>
  </section>`
}

/** @param {Props} props */
function Field({ phone, item, isSaving, onDone }) {
  const [fields, setFields] = useState(() => ({ ...EMPTY, ...(item ? { text: item.text, content_note: item.content_note ?? "", named: item.named } : phone.recallDraft("reflection")) }))
  const { naming } = phone.g.about.value
  const name = phone.g.me.value?.name
  const set = more => {
    const next = { ...fields, ...more }
    setFields(next)
    if (!item) phone.saveDraft("reflection", next)
  }
  const submit = async event => {
    event.preventDefault()
    onDone()
    if (item) return phone.send("edit_evidence", { evidence: item.id, ...fields })
    const answer = await phone.send("post_reflection", fields)
    if (answer.ok) phone.saveDraft("reflection", null)
  }
  return html`<form class="stack" onSubmit=${submit}>
    <${Described} by=${html`<span class="hint">${t("The book shows it, no wall and no other phone. The facilitator can read it. Do not describe others so that they could be recognised.")}</span>`}>${id => html`
      <label class="field"><span>${t("A reflection for the book")} <span class="soft">– ${t("if you like")}</span></span>
        <textarea rows="3" maxlength=${LIMITS.evidence} required aria-describedby=${id} value=${fields.text} onInput=${e => set({ text: e.target.value })} /></label>`}<//>
    ${fields.text.trim() && html`
      ${naming !== "none" && name && html`<label class="check"><input type="checkbox" checked=${fields.named}
        onChange=${e => set({ named: e.target.checked })} /><span>${t("Name me on this ({name})", { name })}</span></label>`}
      <details class="more" open=${!!fields.content_note}><summary>${t("More")}</summary><${ContentNote} value=${fields.content_note} onInput=${words => set({ content_note: words })} /></details>
      <div class="row"><button class="button" disabled=${isSaving}>${item ? t("Save") : t("Add it")}</button>
        ${item && html`<button type="button" class="button button--quiet" onClick=${onDone}>${t("Cancel")}</button>`}
        ${isSaving && html`<strong class="note__saving">${t("saving…")}</strong>`}</div>`}
  </form>`
}

function reflectionOf(g) {
  return [...g.tables.evidence.value.values()].find(item => item.mine && item.form === "closing")
}
