// "This worries me": a word to the facilitator about an item, while somebody is there to read it.
import { call } from "../core/api.js"
import { isWithinHours } from "../core/hours.js"
import { html, useEffect, useState } from "../core/html.js"
import { t } from "../core/language.js"
import { LIMITS } from "../core/vocabulary.js"
import { Picture } from "../ui/picture.js"
import { ownFlag } from "./item_safety.js"

const TOLD = t("The facilitator has been told. They do not see by whom.")

/**
 * `table` and `id` name the item, as the command does.
 *
 * @param {Props} props
 */
export function Flag({ phone, table, id }) {
  const flag = ownFlag(phone.g, table, id)
  const isPhoto = table === "photos"
  // Every answer sets the clock of this page by the server's.
  useEffect(() => { call("/healthz", { method: "HEAD" }) }, [])
  return html`<h2><${Picture} of=${isPhoto ? "camera" : "loudspeaker"} />${isPhoto ? t("I am in this photo") : t("This worries me")}</h2>
    ${flag ? html`<${Sent} phone=${phone} table=${table} id=${id} />`
      : isPhoto || isWithinHours(phone.g) ? html`<${Ask} phone=${phone} table=${table} id=${id} />`
      : html`<${NobodyThere} help=${phone.g.about.value.help} />`}`
}

/** @param {Props} props */
function Ask({ phone, table, id }) {
  const [words, setWords] = useState("")
  const isPhoto = table === "photos"
  const send = async event => {
    event.preventDefault()
    phone.close()
    const answer = await phone.send("flag", { table, id, ...(words.trim() && { words: words.trim() }) })
    if (answer.ok) phone.notify(TOLD)
  }
  return html`<form class="stack" onSubmit=${send}>
    <p>${isPhoto
      ? t("Tell the facilitator that you would rather not be seen here. They can cover the photo at once, and take it away.")
      : t("Tell the facilitator. They can cover this while they look at it, talk to somebody, or hide it.")}</p>
    <p><strong>${t("Only they read it, and they do not see who sent it.")}</strong> ${t("Nobody else learns of it.")}</p>
    <label class="field"><span>${isPhoto ? t("Anything they should know") : t("What worries you?")} <span class="soft">– ${t("optional")}</span></span>
      <textarea rows="3" maxlength=${LIMITS.flag} value=${words} onInput=${event => setWords(event.target.value)} /></label>
    <button class="button button--large">${t("Tell the facilitator")}</button>
    ${!isPhoto && html`<p class="hint">${t("They may be busy, and see it later. This is no crisis service: if somebody is in danger, talk to a person here now, or call the emergency services.")}</p>`}
  </form>`
}

/** @param {Props} props */
function Sent({ phone, table, id }) {
  const takeBack = () => {
    phone.close()
    phone.send("flag", { table, id, flagged: false }, t("Taken back. The facilitator does not see it any more."))
  }
  return html`<p>${t("You have told the facilitator. They do not see that it was you.")}</p>
    <button class="button button--quiet" onClick=${takeBack}>${t("Take it back")}</button>`
}

function NobodyThere({ help }) {
  return html`<p><strong>${t("The gathering is not on now, so nobody would read this. Nothing is sent.")}</strong></p>
    ${help?.outside ? html`<p>${t("You can turn to:")}</p><p class="quoted prose">${help.outside}</p>` : html`<p>${t("Please turn to somebody you trust.")}</p>`}
    <p>${t("If you or somebody else is in danger now, call the emergency services.")}</p>`
}
