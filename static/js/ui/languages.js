// The languages of a phone by their own names: one tap, and the same page is in that one. No flags: a flag is not a language.
import { html } from "../core/html.js"
import { t } from "../core/language.js"

/**
 * `languages` is a list of `{code, name, tag, direction}`, empty where there is no choice. `onLeave()` is called before the page is
 * loaded anew, to keep what is not kept yet.
 *
 * @param {{languages?: {code: string, name: string, tag: string, direction: string}[], onLeave?: () => void}} props
 */
export function Languages({ languages = [], onLeave }) {
  if (!languages.length) return null
  const spoken = document.documentElement.dataset.language ?? "en"
  return html`<nav class="languages" aria-label=${t("Language")}>${languages.map(({ code, name, tag, direction }) => html`
    <a key=${code} href=${`?language=${code}${location.hash}`} lang=${tag} hreflang=${tag} dir=${direction}
      aria-current=${code === spoken ? "true" : undefined} onClick=${onLeave}>${name}</a>`)}</nav>`
}
