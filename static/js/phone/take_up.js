// An open question of the community's last gathering, for somebody who wants to convene it; and the way back to it.
import { call } from "../core/api.js"
import { html, useState } from "../core/html.js"
import { t } from "../core/language.js"
import { BehindNote } from "../ui/content_note.js"

/** `onPick({code, note, text})`. @param {Props} props */
export function TakeUp({ phone, onPick }) {
  const [found, setFound] = useState(/** @type {any} */ (null))
  const load = async () => setFound((await call(`/api/${phone.code}/questions`)).body ?? { questions: [] })
  if (!found) return html`<button type="button" class="button button--quiet" onClick=${load}>${t("Take up a question from last time")}</button>`
  if (!found.questions.length) return html`<p class="soft" role="status">${t("There is no open question from last time.")}</p>`
  return html`<fieldset class="field stack stack--tight"><legend>${t("Left open at “{gathering}”", { gathering: found.gathering })}</legend>
    ${found.questions.map(one => html`<div key=${one.note}><${BehindNote} note=${one.content_note}>
      <button type="button" class="link" onClick=${() => onPick(one)}><bdi>${one.text}</bdi></button><//></div>`)}</fieldset>`
}

/** @param {Props} props */
export function Follows({ follows }) {
  return html`<p>${t("It takes up {question}.", { question: html`<a href=${`/${follows.code}/proceedings#questions`}>${t("an open question from an earlier gathering")}</a>` })}</p>`
}
