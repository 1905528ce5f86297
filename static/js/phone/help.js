// Help and quiet space: whom to turn to, from every page.
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { HelpTexts } from "../ui/help.js"
import { Picture } from "../ui/picture.js"

/** @param {Props} props */
export function Help({ phone }) {
  return html`<h2><${Picture} of="help" />${t("Help and quiet space")}</h2><${HelpTexts} g=${phone.g} />`
}
