// The fields for whom people can turn to.
import { html } from "../core/html.js"
import { HELP, LIMITS } from "../core/vocabulary.js"
import { Field } from "./field.js"

const MORE = {
  person: { label: "Support person today", hint: "Their name, as people may use it." },
  wears: { label: "What they wear", hint: "“A blue scarf”: so that people find them." },
  where: { label: "Where they are" },
  phone: { label: "Their phone", inputmode: "tel" },
  quiet_room: { label: "Quiet room", wide: true },
  outside: { label: "Whom to turn to at other hours", wide: true, rows: "2", hint: "A helpline, a crisis team: phones name it when nobody of you is there." },
}

/** `value(key)` is the text of a key of HELP; `onChange(key, text)` takes the next one. */
export function HelpFields({ value, onChange }) {
  return HELP.map(([key]) => html`<${Field} key=${key} id=${`help-${key}`} maxlength=${LIMITS.line} autocomplete="off" ...${MORE[key]}
    value=${value(key)} onInput=${text => onChange(key, text)} />`)
}
