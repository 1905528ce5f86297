// The fields of a room for people who hear little, or who are at home.
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { LIMITS } from "../core/vocabulary.js"
import { Field, Tick } from "./field.js"

const RECORDED = [["", t("Not known yet")], ["no", t("No")], ["yes", t("Yes")]]
const LINKS = [
  ["call_link", t("Link to its call"), t("https only. Nobody sees it until you name a host for those at home.")],
  ["caption_link", t("Link to its captions"), t("https only.")],
]

/** `id` begins the ids; `value(name)` and `onChange(name, value)` are those of a column. */
export function HomeFields({ id, value, onChange, error = "" }) {
  const at = name => ({ id: `${id}${name}`, value: value(name), onInput: typed => onChange(name, typed) })
  return html`
    <${Tick} id=${`${id}induction_loop`} label=${t("Induction loop")} checked=${!!value("induction_loop")}
      onChange=${checked => onChange("induction_loop", checked)} />
    <${Field} ...${at("recorded")} label=${t("Are sessions in it recorded?")} options=${RECORDED} />
    ${LINKS.map(([name, label, hint]) => html`<${Field} key=${name} ...${at(name)} label=${label} hint=${hint} wide type="url" inputmode="url"
      maxlength=${LIMITS.line} autocomplete="off" error=${name === "call_link" ? error : ""} />`)}`
}
