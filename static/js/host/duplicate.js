// “Same again”: a new gathering on another date, with rooms, times and texts, and without people.
import { call } from "../core/api.js"
import { html, useState } from "../core/html.js"
import { t } from "../core/language.js"
import { sentenceOf } from "../core/refusals.js"
import { CopyField } from "../ui/copy_field.js"
import { Field } from "../ui/field.js"

/** @param {Props} props */
export function Duplicate({ host }) {
  const [day, setDay] = useState("")
  const [error, setError] = useState("")
  const [busy, setBusy] = useState(false)
  const [opened, setOpened] = useState(null)
  const go = async event => {
    event.preventDefault()
    if (busy) return
    if (!day) return setError(t("Choose a day."))
    setBusy(true)
    const answer = await call(`/api/${host.code}/duplicate`, { as: "host", token: host.token, body: { starts_on: day } })
    setBusy(false)
    setError(answer.ok ? "" : sentenceOf(answer.error))
    if (answer.ok) setOpened(answer.body)
  }
  return html`
    <section class="paper" aria-labelledby="duplicate-title">
      <h3 id="duplicate-title">${t("Same again")}</h3>
      ${opened ? html`
        <p role="status"><strong>${t("The new gathering is open: {code}.", { code: opened.code })}</strong> ${t("This browser is its host. The host key for any other device is shown only now: copy it.")}</p>
        <${CopyField} id="duplicate-key" label=${t("Host key")} text=${opened.host_key} />
        <p class="row"><a class="button" href=${`/${opened.code}/host#settings`}>${t("Go to its host page")}</a></p>`
      : html`
        <p class="soft">${t("Opens a new gathering on another date: rooms, times, texts and settings as here. People and what they wrote stay here. Names in the programme and of the support person are left out, and it is not on the front page until you say so.")}</p>
        <form class="stack stack--tight" onSubmit=${go} noValidate>
          <${Field} id="duplicate-day" label=${t("First day")} type="date" value=${day} onInput=${setDay} error=${error} />
          <p><button class="button button--quiet" disabled=${busy}>${busy ? t("Opening…") : t("Open it on this day")}</button></p>
        </form>`}
    </section>`
}
