// Rooms that are probably too small: their codes, and no numbers. What to do is the conveners' to decide.
import { html, useEffect, useState } from "../core/html.js"
import { call } from "../core/api.js"
import { inWords, t } from "../core/language.js"

const AGAIN = 10 * 60_000

/** @param {Props} props */
export function SmallRooms({ host }) {
  const [codes, setCodes] = useState([])
  useEffect(() => {
    const ask = async () => {
      const { ok, body } = await call(`/api/${host.code}/room-sizes`, { token: host.token, as: "host" })
      if (ok) setCodes(body.too_small)
    }
    ask()
    const timer = setInterval(ask, AGAIN)
    return () => clearInterval(timer)
  }, [])
  return codes.length > 0 && html`<p class="banner"><span>${codes.length > 1
    ? t("{codes} may need a larger room, going by the marks of interest. Their conveners see it, too, and can move.", { codes: html`<b>${inWords(codes)}</b>` })
    : t("{code} may need a larger room, going by the marks of interest. Its convener sees it, too, and can move.", { code: html`<b>${codes[0]}</b>` })}</span></p>`
}
