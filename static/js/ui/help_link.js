// Help, in the same corner as on every other page.
import { html } from "../core/html.js"
import { t } from "../core/language.js"

export function HelpLink({ code }) {
  return html`<a class="top__help" href=${`/${code}/accessibility#help`}>${t("Help")}</a>`
}
