// "I want to work with others on this": a contact for those who want the same, shown after both agreed.
import { html, useState } from "../core/html.js"
import { t } from "../core/language.js"
import { can } from "../core/possible.js"
import { LIMITS } from "../core/vocabulary.js"
import { Described } from "../ui/described.js"
import { Picture } from "../ui/picture.js"

/**
 * `topic` or `note` is the id of the item.
 *
 * @param {Props} props
 */
export function Together({ phone, topic = "", note = "" }) {
  const wish = [...phone.g.tables.wishes.value.values()].find(one => one.topic === topic && one.note === note)
  return html`<h2><${Picture} of="together" />${t("Work on this with others")}</h2>
    <p class="quoted prose"><bdi>${titleOf(phone.g, { topic, note })}</bdi></p>
    ${wish ? html`<${Wished} phone=${phone} wish=${wish} />` : html`
      <p>${t("Whoever else wants this learns that somebody does: not who, and not how many. Two people see each other’s contact after both agreed.")} <strong>${t("Nobody else sees any of it, not the facilitator either, and it is in no book and no export.")}</strong></p>
      <${Contact} phone=${phone} item=${topic ? { topic } : { note }} />`}`
}

/** @param {Props} props */
function Contact({ phone, item, contact: before = "", onDone = () => {} }) {
  const [contact, setContact] = useState(before || phone.g.me.value?.contact || "")
  const save = async event => {
    event.preventDefault()
    const answer = await phone.send("wish_for_others", { ...item, contact: contact.trim() })
    if (answer.ok) onDone()
  }
  return html`<form class="stack" onSubmit=${save}>
    <${Described} by=${html`<span class="hint">${t("An e-mail address or a number: one that you give to strangers. You do not know before who they are.")}</span>`}>${id => html`
      <label class="field"><span>${t("How they can reach you")}</span>
        <input required maxlength=${LIMITS.line} autocomplete="off" aria-describedby=${id} value=${contact} onInput=${event => setContact(event.target.value)} /></label>`}<//>
    <button class="button">${t("Save")}</button></form>`
}

/** @param {Props} props */
function Wished({ phone, wish }) {
  const [edits, setEdits] = useState(false)
  const { g } = phone
  const mine = [...g.tables.introductions.value.values()].filter(one => one.wish === wish.id)
  const item = wish.topic ? { topic: wish.topic } : { note: wish.note }
  const ask = () => phone.send("ask_others", { wish: wish.id }, t("Whoever wants this now is asked."))
  const stop = () => {
    phone.close()
    phone.send("withdraw_wish", { wish: wish.id }, t("Taken back. Nobody sees your contact any more."))
  }
  return html`
    ${mine.map(one => html`<${Introduction} key=${one.id} phone=${phone} introduction=${one} />`)}
    ${!wish.others && html`<p>${t("Nobody else has said so yet. Look again later.")}</p>`}
    ${wish.others && html`<p><strong>${t("Somebody else wants this too.")}</strong>
      ${wish.asked && html`${" "}${t("They were asked. If they agree, you see each other’s contact here.")}`}</p>
      ${can(g, "ask_others") && html`<button class=${`button ${wish.asked ? "button--quiet" : ""}`} onClick=${ask}>
        ${wish.asked ? t("Ask those who came since") : t("Ask to exchange contacts")}</button>`}`}
    ${edits ? html`<${Contact} phone=${phone} item=${item} contact=${wish.contact} onDone=${() => setEdits(false)} />`
      : html`<p class="soft">${t("Your contact for this: {contact}", { contact: html`<strong dir="auto">${wish.contact}</strong>` })}</p>`}
    <p class="row">${!edits && html`<button class="link" onClick=${() => setEdits(true)}>${t("Change it")}</button>`}
      <button class="link" onClick=${stop}>${t("I do not want this any more")}</button></p>`
}

/** @param {Props} props */
function Introduction({ phone, introduction: { id, agreed, contact } }) {
  const answer = yes => phone.send("answer_introduction", { introduction: id, agreed: yes })
  if (agreed) {
    return html`<div class="banner stack stack--tight"><p>${contact ? t("You both agreed. Their contact: {contact}", { contact: html`<strong dir="auto">${contact}</strong>` })
      : t("You agreed. They do not want it any more, or they are gone.")}</p></div>`
  }
  return html`<div class="banner stack stack--tight">
    <p><strong>${t("Somebody who wants this asks to exchange contacts.")}</strong> ${t("If you agree, they see yours and you see theirs. If not, nobody is told.")}</p>
    <p class="row"><button class="button" onClick=${() => answer(true)}>${t("Agree")}</button>
      <button class="button button--quiet" onClick=${() => answer(false)}>${t("No")}</button></p></div>`
}

/**
 * What I want to work on with others, with what waits for me first.
 *
 * @param {Props} props
 */
export function Wishes({ phone }) {
  const { wishes, introductions } = phone.g.tables
  const open = new Set([...introductions.value.values()].filter(one => !one.agreed).map(one => one.wish))
  const rows = [...wishes.value.values()].sort((a, b) => +open.has(b.id) - +open.has(a.id))
  return html`<section class="stack stack--tight"><h2><${Picture} of="together" />${t("With others")}</h2>
    <ul class="plain stack stack--tight">${rows.map(wish => html`<li key=${wish.id}>
      <button class="link" onClick=${() => phone.open("together", wish.topic ? { topic: wish.topic } : { note: wish.note })}><bdi>${titleOf(phone.g, wish)}</bdi></button>
      ${open.has(wish.id) && html`<br /><strong>${t("Somebody asks you")}</strong>`}</li>`)}</ul></section>`
}

function titleOf(g, { topic, note }) {
  return (topic ? g.tables.topics.value.get(topic)?.title : g.tables.notes.value.get(note)?.text) || t("Something that is not here any more")
}
