// A QR code made in this browser, so that an address with a secret in it reaches no server's log. What draws
// it is fetched when the first is shown.
import { html, useEffect, useState } from "../core/html.js"

export function Qr({ text, label, size = "" }) {
  const [source, setSource] = useState(null)
  useEffect(() => {
    import("../../vendor/uqr.js")
      .then(({ renderSVG }) => setSource(`data:image/svg+xml,${encodeURIComponent(renderSVG(text, { border: 2 }))}`))
      .catch(() => {})
  }, [text])
  return source && html`<img class=${`qr ${size && `qr--${size}`}`} src=${source} alt=${`QR code: ${label ?? text}`} />`
}
