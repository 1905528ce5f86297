// My devices: one more, the others ended, this one signed out.
import { html, useState } from "../core/html.js"
import { t, tn } from "../core/language.js"
import { sentenceOf } from "../core/refusals.js"
import { CopyField } from "../ui/copy_field.js"
import { Qr } from "../ui/qr.js"
import { postAsMe, clearAll, renew } from "./identity.js"

/** @param {Props} props */
export function Devices({ phone }) {
  return html`<section class="stack stack--tight" aria-labelledby="devices-title">
    <h2 id="devices-title">${t("My devices")}</h2>
    <${OneMore} phone=${phone} />
    <${EndOthers} phone=${phone} />
    <${SignOut} phone=${phone} />
  </section>`
}

/**
 * A link that works once. Its QR code is drawn here: no address of the server's ever holds the pass.
 *
 * @param {Props} props
 */
function OneMore({ phone }) {
  const [link, setLink] = useState(null)
  const make = async () => {
    const answer = await postAsMe(phone, "me/pass")
    if (answer.url) setLink(answer)
    else phone.notify(sentenceOf(answer.error), "warn")
  }
  return html`
    ${link
      ? html`<p>${t("Open this on your other device.")} <strong>${tn("It works once, in the next minute.", "It works once, in the next {n} minutes.", link.minutes)}</strong>
          ${" "}${t("Give it to nobody: anyone who opens it takes part as you.")}</p>
        <${Qr} text=${link.url} label=${t("the link for one more device")} />
        <${CopyField} id="my-link" label=${t("Link for one more device")} text=${link.url} />`
      : html`<p>${t("You can take part from another phone or computer as well.")}</p>`}
    <p><button class="button button--quiet" onClick=${make}>${link ? t("Make another link") : t("Add a device")}</button></p>`
}

/** @param {Props} props */
function EndOthers({ phone }) {
  const end = async () => {
    const answer = await postAsMe(phone, "me/end_others")
    if (!answer.token) return sentenceOf(answer.error)
    renew(phone, answer.token)
    phone.notify(t("Your other devices are signed out."))
    return null
  }
  return html`<${Confirmed} ask=${t("Sign out my other devices")} yes=${t("Sign them out")} onYes=${end}>
    ${t("Every other phone, tablet or computer that is you here is signed out now. The address of your calendar stops working, too.")}<//>`
}

/** @param {Props} props */
function SignOut({ phone }) {
  const leave = async () => {
    const answer = await postAsMe(phone, "me/sign_out")
    if (!answer.signed_out) return sentenceOf(answer.error)
    await clearAll(phone.code)
    location.replace(`/${phone.code}`)
    return null
  }
  return html`<${Confirmed} ask=${t("Sign out this device")} yes=${t("Sign out")} onYes=${leave}>
    ${t("What you wrote stays in the gathering. You cannot change it or take it back any more, unless another device is you here: add one first, or take back now what should not stay.")}<//>`
}

/** A button that says what will happen before it does. */
function Confirmed({ ask, yes, onYes, children }) {
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState(null)
  const go = async () => {
    setBusy(true)
    const failure = await onYes()
    setBusy(false)
    setProblem(failure)
    if (!failure) setOpen(false)
  }
  if (!open) return html`<p><button class="button button--quiet" onClick=${() => setOpen(true)}>${ask}</button></p>`
  return html`<div class="banner banner--warn stack stack--tight">
    <p><strong>${t("{question}?", { question: ask })}</strong></p>
    <p>${children}</p>
    <p class="error" role="alert">${problem}</p>
    <div class="row">
      <button class="button" disabled=${busy} onClick=${go}>${busy ? t("One moment…") : yes}</button>
      <button class="button button--quiet" disabled=${busy} onClick=${() => setOpen(false)}>${t("Leave it as it is")}</button>
    </div>
  </div>`
}
