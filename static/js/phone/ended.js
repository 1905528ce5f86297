// What a phone shows after it was signed out.
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { sentenceOf } from "../core/refusals.js"
import { HelpHere } from "./welcome.js"

/** @param {Props} props */
export function Ended({ g, error }) {
  return html`<main id="main" class="welcome stack"><${HelpHere} g=${g} />
    <h1>${t("You are signed out")}</h1>
    <p role="alert">${sentenceOf(error)}</p>
    ${error.why !== "forgotten" && html`<p>${t("What you wrote stays in the gathering.")}</p>`}
    <p><button class="button" onClick=${() => location.reload()}>${t("Go to the start")}</button></p>
  </main>`
}
