// The fields for whom people can turn to.
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { HELP, LIMITS } from "../core/vocabulary.js"
import { Field } from "./field.js"

const MORE = {
  person: { label: t("Support person today"), hint: t("Their name, as people may use it.") },
  wears: { label: t("What they wear"), hint: t("“A blue scarf”: so that people find them.") },
  where: { label: t("Where they are") },
  phone: { label: t("Their phone"), inputmode: "tel" },
  quiet_room: { label: t("Quiet room"), wide: true },
  outside: { label: t("Whom to turn to at other hours"), wide: true, rows: "2", hint: t("A helpline, a crisis team: phones name it when nobody of you is there.") },
}

/** `value(key)` is the text of a key of HELP; `onChange(key, text)` takes the next one. */
export function HelpFields({ value, onChange }) {
  return HELP.map(([key]) => html`<${Field} key=${key} id=${`help-${key}`} maxlength=${LIMITS.line} autocomplete="off" ...${MORE[key]}
    value=${value(key)} onInput=${text => onChange(key, text)} />`)
}
