// Whom people can turn to, as the host set it.
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { HELP, LEAVE } from "../core/vocabulary.js"

/** Whether the host set any. */
export function hasHelp(g) {
  return Object.keys(g.about.value.help ?? {}).length > 0
}

/** @param {Props} props */
export function HelpTexts({ g }) {
  const { help } = g.about.value
  return html`<p><strong>${LEAVE}</strong></p>
    <dl class="help-list">${HELP.filter(([key]) => help[key]).map(([key, label]) => html`
      <div key=${key}><dt>${label}</dt><dd class="prose">${key === "phone" ? html`<a href=${`tel:${help.phone.replace(/[^0-9+]/g, "")}`}>${help.phone}</a>` : html`<bdi>${help[key]}</bdi>`}</dd></div>`)}</dl>
    <p class="hint">${t("This page is no crisis service. If somebody is in danger now, call the emergency services.")}</p>`
}
