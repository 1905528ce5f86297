// Pictures for those who read in Easy English, beside a heading or in a main button. In other languages there are none.
import { html } from "../core/html.js"
import { languageCode } from "../core/language.js"

// They lie beside the icon of the page, whose address has the version.
const icon = languageCode === "en-easy" && /** @type {HTMLLinkElement} */ (document.querySelector("link[rel=icon]"))

/** The address of a picture; false in other languages. @param {string} name */
export const pictureAt = name => icon && new URL(`pictures/${name}.svg`, icon.href).href

/**
 * `of` names a file in static/pictures. A screen reader skips it: the same is said beside it.
 *
 * @param {{of: string | undefined}} props
 */
export function Picture({ of }) {
  return icon && of && html`<img class="picture" src=${pictureAt(of)} alt="" fetchpriority="low" />`
}
