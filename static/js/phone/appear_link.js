// The way to the page that says where one's name appears.
import { html } from "../core/html.js"
import { t } from "../core/language.js"

/** @param {Props} props */
export function AppearLink({ phone }) {
  return html`<button class="button button--quiet" onClick=${() => phone.go("appear")}>${t("How I appear in the book")}</button>`
}
