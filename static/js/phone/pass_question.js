// Asks before a link from another device makes this phone that person.
import { html, useState } from "../core/html.js"
import { t } from "../core/language.js"

/**
 * `onYes()` resolves to a sentence when it did not work.
 *
 * @param {Props} props
 */
export function PassQuestion({ g, isSomebody, onYes, onNo }) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState(null)
  const yes = async () => {
    setBusy(true)
    setProblem(await onYes())
    setBusy(false)
  }
  const name = g.me.value?.name
  return html`
    <p class="welcome__title"><bdi>${g.about.value.title}</bdi></p>
    <h1>${t("Did you make this link?")}</h1>
    <p>${t("It signs in this phone as the person who made it. Go on only if you made it yourself.")}</p>
    ${isSomebody && html`<div class="banner banner--warn stack stack--tight">
      <p><strong>${name ? t("You already take part on this phone, as {name}.", { name }) : t("You already take part on this phone.")}</strong></p>
      <p>${t("If you go on, this phone is another person. You can then no longer change or take back here what you wrote, and what you have not sent yet is removed.")}</p></div>`}
    <p class="error" role="alert">${problem}</p>
    <div class="row">
      ${isSomebody && html`<button class="button" disabled=${busy} onClick=${onNo}>${t("No, I stay who I am")}</button>`}
      <button class=${`button ${isSomebody ? "button--danger" : ""}`} disabled=${busy} onClick=${yes}>${busy ? t("One moment…") : t("Yes, I made it")}</button>
      ${!isSomebody && html`<button class="button button--quiet" disabled=${busy} onClick=${onNo}>${t("No")}</button>`}
    </div>
    <p class="soft">${t("If somebody else gave you this link, choose No. They could read and change what you write.")}</p>`
}
