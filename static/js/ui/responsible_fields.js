// The fields for who answers for the data, for complaints and for the server.
import { t } from "../core/language.js"
import { html } from "../core/html.js"
import { LIMITS } from "../core/vocabulary.js"
import { Field } from "./field.js"

/** @type {[string, Record<string, string>][]} */
const FIELDS = [
  ["controller", { label: t("Responsible for the data"), hint: t("The organisation that decides (“data controller”), with its address.") }],
  ["data_contact", { label: t("Questions about data"), hint: t("An office and not a person, because it stays with the book.") }],
  ["complaints", { label: t("Complaints") }],
  ["server", { label: t("Who runs the server"), hint: t("And in which country it is.") }],
]

/** @param {Props} props `value(key)` is the text of a key; `onChange(key, text)` takes the next one. */
export function ResponsibleFields({ value, onChange }) {
  return FIELDS.map(([key, more]) => html`<${Field} key=${key} id=${`responsible-${key}`} wide maxlength=${LIMITS.line} autocomplete="off" ...${more}
    value=${value(key)} onInput=${text => onChange(key, text)} />`)
}
