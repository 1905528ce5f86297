// The QR code over the whole wall: key q, a button, or ?qr in the address.
import { html, signal } from "../core/html.js"
import { t } from "../core/language.js"
import { BigQr } from "./phases.js"
import { Wifi } from "./wifi.js"

export const qrShown = signal(new URLSearchParams(location.search).has("qr"))

/** @param {Props} props */
export function QrSheet({ g, page }) {
  if (!qrShown.value) return null
  const about = g.about.value
  return html`<div class="qr-sheet" role="dialog" aria-label=${t("QR code to join")} onClick=${() => { qrShown.value = false }}>
    <${BigQr} page=${page} label=${t("Scan to join, or type the code")} title=${about.title} />
    <${Wifi} g=${g} />
  </div>`
}
