// Pictures for those who read in Easy English, beside a heading or in a main button. In other languages there are none.
import { html } from "../core/html.js"
import { languageCode } from "../core/language.js"

// They lie beside the icon of the page, whose address has the version.
const icon = languageCode === "en-easy" && /** @type {HTMLLinkElement} */ (document.querySelector("link[rel=icon]"))

/**
 * `of` names a file in static/pictures. A screen reader skips it: the same is said beside it.
 *
 * @param {{of: string | undefined}} props
 */
export function Picture({ of }) {
  return icon && of && html`<img class="picture" src=${new URL(`pictures/${of}.svg`, icon.href).href} alt="" fetchpriority="low" />`
}
