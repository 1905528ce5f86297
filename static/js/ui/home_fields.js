// The fields of a room for people who hear little, or who are at home.
import { html } from "../core/html.js"
import { LIMITS } from "../core/vocabulary.js"
import { Field, Tick } from "./field.js"

const RECORDED = [["", "Not known yet"], ["no", "No"], ["yes", "Yes"]]
const LINKS = [
  ["call_link", "Link to its call", "https only. Nobody sees it until you name a host for those at home."],
  ["caption_link", "Link to its captions", "https only."],
]

/** `id` begins the ids; `value(name)` and `onChange(name, value)` are those of a column. */
export function HomeFields({ id, value, onChange, error = "" }) {
  const at = name => ({ id: `${id}${name}`, value: value(name), onInput: typed => onChange(name, typed) })
  return html`
    <${Tick} id=${`${id}induction_loop`} label="Induction loop" checked=${!!value("induction_loop")}
      onChange=${checked => onChange("induction_loop", checked)} />
    <${Field} ...${at("recorded")} label="Are sessions in it recorded?" options=${RECORDED} />
    ${LINKS.map(([name, label, hint]) => html`<${Field} key=${name} ...${at(name)} label=${label} hint=${hint} wide type="url" inputmode="url"
      maxlength=${LIMITS.line} autocomplete="off" error=${name === "call_link" ? error : ""} />`)}`
}
