// What the facilitator's safety means for this phone: paused, hidden, waiting, and names that should not be there.
import { html } from "../core/html.js"
import { t } from "../core/language.js"

/**
 * "rested" for this phone, "frozen" for everybody, else null.
 *
 * @param {Props} props
 */
function pausedBy({ g }) {
  if (g.tables.rests.value.size) return "rested"
  return g.about.value.writing === "host" ? "frozen" : null
}

const SENTENCES = {
  rested: t("The facilitator has paused writing from this phone. Please talk to them."),
  frozen: t("The facilitator has paused writing for everybody for a moment. Nothing is lost."),
}

/** @param {Props} props */
export function Paused({ phone }) {
  const why = pausedBy(phone)
  return html`<div role="status" aria-live="polite">${why && html`<p class="banner banner--warn paused">${SENTENCES[why]}</p>`}</div>`
}

/** In a form that was open when the gathering was closed. */
export function Over() {
  return html`<p class="banner banner--warn" role="status">${t("Nothing can be added any more: the gathering is over.")}</p>`
}

/**
 * Whom I muted, to hear from them again.
 *
 * @param {Props} props
 */
export function Muted({ phone }) {
  const mutes = [...phone.g.tables.mutes.value.values()]
  if (!mutes.length) return null
  const hear = () => { for (const mute of mutes) phone.send("mute", { notice: mute.notice, muted: false }) }
  return html`<p class="soft row">${t("Some conveners cannot write to you.")}
    <button class="link" onClick=${hear}>${t("Let everybody write to me again")}</button></p>`
}
