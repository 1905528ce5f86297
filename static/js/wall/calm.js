// The closing circle: the wall shows the theme, or nothing, and nothing moves.
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { spaced } from "./foot.js"

/** Longest themes, in characters, for each size of the type. @type {[number, string][]} */
const SIZES = [[80, "9vmin"], [200, "6.4vmin"], [500, "4vmin"]]

/** @param {Props} props */
export function Theme({ g, page }) {
  const { theme, title } = g.about.value
  const words = theme || title
  const [, size] = SIZES.find(([longest]) => words.length <= longest) ?? [0, "3vmin"]
  return html`<main id="main" class="calm-wall"><h1 class="calm-theme" style=${{ fontSize: size }}>${words}</h1><${Code} page=${page} /></main>`
}

/** @param {Props} props */
export function Blank({ page }) {
  return html`<main id="main" class="calm-wall calm-wall--blank"><h1 class="visually-hidden">${t("The wall shows nothing for the moment")}</h1><${Code} page=${page} /></main>`
}

/** For whoever comes late. @param {Props} props */
function Code({ page }) {
  return html`<p class="calm-code">${spaced(page.code)}</p>`
}
