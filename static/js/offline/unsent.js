// What waits on this phone to be sent. It is sent by the phone's page, when that loads again.
import { html, useEffect, useState } from "../core/html.js"
import { t, tn } from "../core/language.js"
import { storedPhotos } from "../core/photo_store.js"
import { keysOf, recall } from "../core/storage.js"

// Words for everybody. The rest, such as what somebody told the facilitator, is only counted.
const WORDS = {
  propose_topic: "title", edit_topic: "title", post_note: "text", edit_note: "text", post_evidence: "text", edit_evidence: "text",
}

/** @param {{code: string}} props */
export function Unsent({ code }) {
  const [photos, setPhotos] = useState(0)
  // Where the cookie is all that this browser has, nobody else can be told apart.
  const me = recall(`me.${code}`)?.person
  useEffect(() => { storedPhotos(code, me).then(found => setPhotos(found.length)) }, [])
  const waiting = keysOf(me ? `outbox.${code}.${me}.` : `outbox.${code}.`).map(key => recall(key)).filter(Boolean)
  const count = waiting.length + photos
  const words = wordsOf(waiting)
  return count > 0 && html`<section class="banner banner--warn stack stack--tight" aria-label=${t("Not saved yet.")}>
    <p><strong>${t("Not saved yet.")}</strong> ${tn("{n} thing waits to be sent.", "{n} things wait to be sent.", count)} ${t("It is kept here and sent again.")}</p>
    ${words.length > 0 && html`<details class="behind"><summary>${t("What you wrote")}</summary>
      <ul class="plain stack stack--tight">${words.map(text => html`<li class="quoted" dir="auto">${text}</li>`)}</ul></details>`}
  </section>`
}

/** In the order in which it was written. */
export function wordsOf(waiting) {
  return [...waiting].sort((a, b) => a.at - b.at || a.turn - b.turn).map(({ name, args }) => args?.[WORDS[name]]).filter(Boolean)
}
