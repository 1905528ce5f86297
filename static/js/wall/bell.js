// The bell, over everything, for as long as it rings.
import { html, signal } from "../core/html.js"
import { t } from "../core/language.js"

const RINGS = 12_000
const ringing = signal(null)
let timer = null

/** `bell` is `{text, at, seq}`. */
export function ring(bell) {
  clearTimeout(timer)
  ringing.value = bell
  timer = setTimeout(() => { ringing.value = null }, RINGS)
}

export function Bell() {
  const bell = ringing.value
  if (!bell) return null
  return html`<div class="bell" role="alert" onClick=${() => { ringing.value = null }}>
    <svg class="bell-picture" viewBox="0 0 48 48" aria-hidden="true">
      <path d="M24 6c-8 0-12 6-12 14v8l-4 7h32l-4-7v-8c0-8-4-14-12-14z" /><path d="M19 38a5 5 0 0 0 10 0z" />
    </svg>
    <p>${bell.text || t("The bell is ringing")}</p>
  </div>`
}
