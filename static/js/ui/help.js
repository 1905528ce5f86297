// Whom people can turn to, as the host set it.
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { HELP, LEAVE } from "../core/vocabulary.js"
import { Picture } from "./picture.js"

const PICTURES = { person: "person", phone: "telephone", quiet_room: "couch", where: "place" }

/** Whether the host set any. */
export function hasHelp(g) {
  return Object.keys(g.about.value.help ?? {}).length > 0
}

/** @param {Props} props */
export function HelpTexts({ g }) {
  const { help } = g.about.value
  return html`<p><${Picture} of="door" /><strong>${LEAVE}</strong></p>
    <dl class="help-list">${HELP.filter(([key]) => help[key]).map(([key, label]) => html`
      <div key=${key}><dt><${Picture} of=${PICTURES[key]} />${label}</dt><dd class="prose">${key === "phone" ? html`<a dir="ltr" href=${`tel:${help.phone.replace(/[^0-9+]/g, "")}`}>${help.phone}</a>` : html`<bdi>${help[key]}</bdi>`}</dd></div>`)}</dl>
    <p class="hint"><${Picture} of="telephone" />${t("This page is no crisis service. If somebody is in danger now, call the emergency services.")}</p>`
}
