// For the convener alone: roughly how many may come, and a larger room that is free. Nothing moves unless they tap.
import { html, useEffect, useState } from "../core/html.js"
import { call } from "../core/api.js"
import { t } from "../core/language.js"
import { can } from "../core/possible.js"
import { credentials } from "./identity.js"

/** @param {Props} props */
export function RoomSize({ phone, session, topic }) {
  const [size, setSize] = useState(null)
  const { g } = phone
  useEffect(() => {
    let isHere = true
    call(`/api/${phone.code}/room-sizes`, credentials(phone)).then(({ ok, body }) => {
      if (ok && isHere) setSize(body.sizes.find(one => one.session === session.id) ?? null)
    })
    return () => { isHere = false }
  }, [session.id, session.code])
  if (!size) return null
  const { least, most, seats, larger } = size
  const move = () => { setSize(null); phone.place(larger.room, larger.slot, { topic, session }) }
  return html`<div class="banner stack stack--tight"><p><strong>${t("{least} to {most} people may come, very roughly.", { least, most })}</strong>
      ${seats && html`${" "}${t("This room seats {seats}.", { seats })}`} ${larger && t("{code} is free and seats {seats}.", larger)}</p>
    ${larger && can(g, "move_session", { topic, session }) && html`<p><button class="button button--quiet" onClick=${move}>${t("Move to {code}", { code: larger.code })}</button></p>`}
    <p class="hint">${t("Only its convener sees this. It is a guess from the marks of interest, and most people mark nothing.")}</p></div>`
}
