// Forget me: the way there, and its form, which nobody can send without the server, and which is loaded from it.
import { html, useSignal } from "../core/html.js"
import { sentenceOf } from "../core/refusals.js"
import { later } from "../ui/later.js"
import { postAsMe, clearAll } from "./identity.js"

export const ForgetMe = later(() => import("./forget_form.js"), { html, useSignal, sentenceOf, postAsMe, clearAll })

/**
 * The way there, at the end of Me.
 *
 * @param {Props} props
 */
export function ForgetMeLink({ phone }) {
  return html`<section class="stack stack--tight"><h2>Forget me</h2>
    <p>Your name, your contact and what you marked can be erased from this gathering for good.</p>
    <p><button class="button button--quiet" onClick=${() => phone.go("forget")}>Forget me…</button></p></section>`
}
