// QR codes: of a secret, drawn in this browser; of a public page, drawn by the server.
import { html, useEffect, useState } from "../core/html.js"
import { t } from "../core/language.js"

/** Drawn in this browser, so that no log of a server holds the secret. The library is fetched when the first is shown. */
export function Qr({ text, label, size = "" }) {
  const [source, setSource] = useState(null)
  useEffect(() => {
    import("../../vendor/uqr.js")
      .then(({ renderSVG }) => setSource(`data:image/svg+xml,${encodeURIComponent(renderSVG(text, { border: 2 }))}`))
      .catch(() => {})
  }, [text])
  return source && html`<img class=${`qr ${size && `qr--${size}`}`} src=${source} alt=${t("QR code: {what}", { what: label ?? text })} />`
}

/** Of a public page of the gathering: `to` is "proceedings" or "room-A", or nothing for the way to join. `more` are attributes. */
export function PublicQr({ code, to, label, ...more }) {
  return html`<img ...${more} src=${`/${code}/qr.svg${to ? `?to=${encodeURIComponent(to)}` : ""}`} alt=${label} />`
}
