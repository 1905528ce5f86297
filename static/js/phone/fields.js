// The kinds of note, and the fields that each asks for.
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { LIMITS, NOTE_KINDS } from "../core/vocabulary.js"
import { Missing } from "../ui/checked_form.js"
import { Described } from "../ui/described.js"
import { ContentNote, WhoSees } from "./who_sees.js"

// What a session is made of comes first; the rest as the report has it.
const FIRST = ["key_point", "question", "action", "recommendation"]

/** Offered at once; the others after one more tap. */
export const USUAL = FIRST.slice(0, 3)

/** In the order in which they are offered. */
export const KINDS = [
  ...FIRST.map(first => NOTE_KINDS.find(({ kind }) => kind === first)),
  ...NOTE_KINDS.filter(({ kind }) => !FIRST.includes(kind)),
]

/** Whether a note of this kind has a web address. */
export function hasAddress(kind) {
  return ["link", "tool"].includes(kind)
}

const TEXT_LABEL = {
  summary: t("Summary"), key_point: t("Key point"), question: t("What is still open?"), recommendation: t("Recommendation"),
  action: t("What should be done?"), story: t("Story"), tool: t("Tool or practice"), quote: t("Quote, word for word"),
  link: t("What it is"), photo: t("Caption"),
}

/**
 * What is below the button of a note, so that nobody has to scroll to the button.
 *
 * @param {Props} props
 */
export function NoteMore({ phone, fields, onFields, all = true }) {
  return html`<${WhoSees} phone=${phone} />
    ${(all || fields.content_note) && html`<${ContentNote} value=${fields.content_note} onInput=${words => onFields({ ...fields, content_note: words })} />`}`
}

/**
 * `fields` is `{kind, text, url?, due?, initiator_name?, alt?, named?}`; `onFields` takes the next one;
 * `missing` is the field that was left empty (useCheckedForm).
 *
 * @param {Props} props
 */
export function NoteFields({ phone, fields, onFields, missing }) {
  const { naming } = phone.g.about.value
  const me = phone.g.me.value
  const set = (name, value) => onFields({ ...fields, [name]: value })
  const optional = ["link", "photo"].includes(fields.kind)
  return html`
    <${Described} by=${html`<${Missing} isMissing=${missing === "text"}>${t("Write something first.")}<//>`}>${id => html`
      <label class="field"><span>${TEXT_LABEL[fields.kind]}${optional && html`${" "}<span class="soft">– ${t("optional")}</span>`}</span>
        <textarea name="text" rows="4" maxlength=${LIMITS.text} required=${!optional} aria-describedby=${id} value=${fields.text} onInput=${e => set("text", e.target.value)} /></label>`}<//>
    ${fields.kind === "action" && html`<div class="two">
      ${naming !== "none" && html`<label class="field"><span>${t("Initiator")} <span class="soft">– ${t("only if they agree")}</span></span>
        <input maxlength=${LIMITS.name} autocomplete="off" value=${fields.initiator_name ?? ""} onInput=${e => set("initiator_name", e.target.value)} /></label>`}
      <label class="field"><span>${t("By when")} <span class="soft">– ${t("optional")}</span></span>
        <input type="date" value=${fields.due ?? ""} onInput=${e => set("due", e.target.value)} /></label></div>`}
    ${hasAddress(fields.kind) && html`<${Described} by=${html`<${Missing} isMissing=${missing === "url"}>${t("Type or paste the address.")}<//>`}>${id => html`
      <label class="field"><span>${t("Web address")}</span>
        <input name="url" inputmode="url" autocapitalize="none" autocomplete="off" spellcheck="false" placeholder="example.org" required=${fields.kind === "link"}
          aria-describedby=${id} value=${fields.url ?? ""} onInput=${e => set("url", e.target.value)} /></label>`}<//>`}
    ${fields.kind === "photo" && html`<${Described} by=${html`<span class="hint">${t("What the flip chart says, in a sentence or two.")}</span>`}>${id => html`
      <label class="field"><span>${t("Description, for those who cannot see it")} <span class="soft">– ${t("optional")}</span></span>
        <textarea rows="2" maxlength=${LIMITS.line} aria-describedby=${id} value=${fields.alt ?? ""} onInput=${e => set("alt", e.target.value)} /></label>`}<//>`}
    ${naming !== "none" && me?.name && html`<label class="check"><input type="checkbox" checked=${!!fields.named}
      onChange=${e => set("named", e.target.checked)} /><span>${t("Name me on this ({name})", { name: me.name })}</span></label>`}`
}
