// Which language the gathering has, for whoever sets it up.
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { Field } from "./field.js"

/** Nothing where there is no choice. @param {Props} props */
export function LanguageField({ languages, ...rest }) {
  if (!languages.length) return null
  return html`<${Field} ...${rest} label=${t("Language of the wall, the paper and the book")} options=${languages}
    hint=${`${t("Each phone speaks the language of its owner.")} ${t("Easy English has short sentences and pictures; phones in English have them, too.")}`} />`
}
