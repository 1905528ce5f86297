// Me: how I appear, my devices, what is kept about me, and what holds for everybody.
import { html, useSignal } from "../core/html.js"
import { t } from "../core/language.js"
import { can } from "../core/possible.js"
import { keep, recall } from "../core/storage.js"
import { LIMITS, pictureOf, said } from "../core/vocabulary.js"
import { Languages } from "../ui/languages.js"
import { Looks } from "../ui/looks.js"
import { Picture } from "../ui/picture.js"
import { AppearLink } from "./appear_link.js"
import { Companions } from "./companion.js"
import { Devices } from "./devices.js"
import { ForgetMeLink } from "./forget_me.js"
import { OfflineLink } from "./offline.js"
import { StorageNote, WriteToMe } from "./welcome.js"

/** @param {Props} props */
export function Me({ phone }) {
  const about = phone.g.about.value
  return html`
    <h1><${Picture} of="person" />${t("Me")}</h1>
    <${Languages} languages=${phone.page.languages} />
    <${StorageNote} />
    ${(about.naming !== "none" || phone.g.me.value?.name) && html`<${Name} phone=${phone} />`}
    <p><${AppearLink} phone=${phone} /></p>
    ${about.naming !== "none" && html`<${Listed} phone=${phone} />`}
    <${Looks} />
    <${Vibrate} phone=${phone} />
    <${OfflineLink} phone=${phone} />
    <${Ways} about=${about} />
    <p class="row me__links"><a href=${`/${phone.code}/proceedings`}>${t("Proceedings so far")}</a>
      <a href=${`/${phone.code}/agenda`}>${t("Agenda as plain text")}</a>
      <a href=${`/${phone.code}/accessibility`}>${t("Accessibility")}</a></p>
    <${WriteToMe} community=${phone.page.community} />
    <${Companions} phone=${phone} />
    <${Devices} phone=${phone} />
    <section class="stack stack--tight"><h2><${Picture} of="lock" />${t("What is kept about me")}</h2>
      <p>${t("You can read and download what the server keeps about you.")}</p>
      <p><a class="button button--quiet" href=${`/${phone.code}/me/data`}>${t("See what is kept about me")}</a></p></section>
    <${ForgetMeLink} phone=${phone} />`
}

/** @param {Props} props */
function Name({ phone }) {
  const me = phone.g.me.value
  const none = phone.g.about.value.naming === "none"
  const typed = useSignal(null)
  const name = typed.value ?? me?.name ?? ""
  const save = async event => {
    event.preventDefault()
    const answer = await phone.send("edit_me", { name: name.trim() })
    if (answer.ok) { typed.value = null; phone.notify(t("Saved.")) }
  }
  return html`<form class="stack stack--tight" onSubmit=${save}>
    <div class="field"><label for="name">${t("Your name")} <span class="soft">– ${t("only if you wish")}</span></label>
      <div class="pair"><input id="name" maxlength=${LIMITS.name} autocomplete="name" aria-describedby="name-hint" value=${name} onInput=${e => { typed.value = e.target.value }} />
        <button class="button button--quiet" disabled=${typed.value === null || typed.value.trim() === (me?.name ?? "") || !can(phone.g, "edit_me", {}, { name: name.trim() })}>${t("Save")}</button></div>
      <span class="hint" id="name-hint">${none
        ? t("In this gathering no names are shown, on any screen or in the proceedings.")
        : t("It is shown only where you chose to show it: on a topic, on a note, in the list below.")}</span></div>
  </form>`
}

/** @param {Props} props */
function Listed({ phone }) {
  const me = /** @type {Partial<Rows.People>} */ (phone.g.me.value ?? {})
  const typed = useSignal(null)
  const change = args => phone.send("edit_me", args)
  const may = args => can(phone.g, "edit_me", {}, args)
  const contact = typed.value ?? me.contact ?? ""
  const onWay = Object.assign({}, ...phone.pending.waiting("edit_me").map(({ args }) => args))
  const shown = { ...me, ...onWay }
  return html`<fieldset class="field stack stack--tight"><legend>${t("The list of participants")}</legend>
    <label><input type="checkbox" checked=${!!shown.listed} aria-describedby=${shown.name ? undefined : "listed-hint"} disabled=${!shown.name || !may({ listed: !shown.listed })} onChange=${e => change({ listed: e.target.checked })} />
      ${t("Name me in the list of participants")}</label>
    ${!shown.name && html`<span class="hint" id="listed-hint">${t("Give a name first.")}</span>`}
    <label for="contact">${t("How to reach you")} <span class="soft">– ${t("only if you wish")}</span></label>
    <div class="pair"><input id="contact" maxlength=${LIMITS.line} placeholder=${t("e-mail, phone or a web address")} value=${contact} onInput=${e => { typed.value = e.target.value }} />
      <button type="button" class="button button--quiet" disabled=${typed.value === null || !may({ contact: contact.trim() })}
        onClick=${async () => { if ((await change({ contact: contact.trim() })).ok) { typed.value = null; phone.notify(t("Saved.")) } }}>${t("Save")}</button></div>
    <label><input type="checkbox" checked=${!!shown.contact_listed} disabled=${!shown.contact || !shown.listed || !may({ contact_listed: !shown.contact_listed })} onChange=${e => change({ contact_listed: e.target.checked })} />
      ${t("Show it beside my name in the list")}</label>
  </fieldset>`
}

/** @param {Props} props */
function Vibrate({ phone }) {
  const key = `vibrate.${phone.code}`
  const on = useSignal(recall(key, false))
  if (!navigator.vibrate) return null
  const set = event => { on.value = event.target.checked; keep(key, on.value); if (on.value) navigator.vibrate?.(80) }
  return html`<div class="field"><label><input type="checkbox" checked=${on.value} onChange=${set} />${t("Vibrate when the bell rings")}</label></div>`
}

function Ways({ about }) {
  return html`<section class="stack stack--tight">
    ${about.law && html`<h2><${Picture} of="feet" />${t("The law of mobility")}</h2><p class="prose">${said(about.law)}</p>`}
    ${about.principles?.length > 0 && html`<h2>${t("Principles")}</h2>
      <ul class="plain principles">${about.principles.map(one => html`<li><${Picture} of=${pictureOf(one)} />${said(one)}</li>`)}</ul>`}
    ${about.motto && html`<p class="motto"><${Picture} of=${pictureOf(about.motto)} />${said(about.motto)}</p>`}
  </section>`
}
