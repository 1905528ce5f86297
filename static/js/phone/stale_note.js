// A note of mine that was changed on two devices.
import { html } from "../core/html.js"
import { t } from "../core/language.js"

/**
 * My edit met a newer text of mine from another device: both, and I choose.
 *
 * @param {Props} props
 */
export function StaleNote({ phone, args, error }) {
  const { current } = error
  const mine = { ...args, rev: current.rev }
  return html`
    <h2>${t("This note was changed on another device")}</h2>
    <p>${t("You changed it there, or in another window. Which one do you want to keep?")}</p>
    <h3>${t("As it is now")}</h3><p class="quoted prose"><bdi>${current.text}</bdi></p>
    <button class="button button--quiet" onClick=${() => phone.close()}>${t("Keep this one")}</button>
    <h3>${t("What you wrote here")}</h3><p class="quoted prose">${args.text ?? current.text}</p>
    <button class="button" onClick=${() => { phone.close(); phone.send("edit_note", mine) }}>${t("Use what I wrote")}</button>`
}
