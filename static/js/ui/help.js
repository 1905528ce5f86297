// Whom people can turn to, as the host set it.
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { HELP, LEAVE } from "../core/vocabulary.js"
import { Picture } from "./picture.js"

const PICTURES = { person: "person", phone: "telephone", quiet_room: "couch", where: "place" }

/** @param {Props} props */
export function HelpTexts({ g }) {
  const { help, code } = g.about.value
  const named = HELP.filter(([key]) => help?.[key])
  return html`<p><${Picture} of="door" /><strong>${LEAVE}</strong></p>
    ${named.length === 0 ? html`<p>${t("You can talk to the facilitator at any time.")}</p>` : html`<dl class="help-list">${named.map(([key, label]) => html`
      <div key=${key}><dt><${Picture} of=${PICTURES[key]} />${label}</dt><dd class="prose">${key === "phone" ? html`<a dir="ltr" href=${`tel:${help.phone.replace(/[^0-9+]/g, "")}`}>${help.phone}</a>` : html`<bdi>${help[key]}</bdi>`}</dd></div>`)}</dl>`}
    <p class="hint"><${Picture} of="telephone" />${t("This page is no crisis service. If somebody is in danger now, call the emergency services.")}</p>
    <p><a href=${`/${code}/accessibility#help`}>${t("Accessibility")}</a></p>`
}
