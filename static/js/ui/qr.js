// A QR code made in this browser, so that an address with a secret in it reaches no server's log.
import { html } from "../core/html.js"
import { renderSVG } from "../../vendor/uqr.js"

export function Qr({ text, label, size = "" }) {
  const source = `data:image/svg+xml,${encodeURIComponent(renderSVG(text, { border: 2 }))}`
  return html`<img class=${`qr ${size && `qr--${size}`}`} src=${source} alt=${`QR code: ${label ?? text}`} />`
}
