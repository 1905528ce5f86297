// My day in one's own calendar: an address that calendars ask again and again, and that tells them nothing else.
import { call } from "../core/api.js"
import { html, useState } from "../core/html.js"
import { t } from "../core/language.js"
import { sentenceOf } from "../core/refusals.js"
import { CopyField } from "../ui/copy_field.js"
import { postAsMe } from "./identity.js"

/** @param {Props} props */
export function MyCalendar({ phone }) {
  const [links, setLinks] = useState(null)
  const [problem, setProblem] = useState("")
  const open = async () => {
    const { ok, body: answer, error } = await call(`/${phone.code}/schedule/mine`, { as: "link", token: phone.token })
    if (!ok) return setProblem(sentenceOf(error))
    setProblem("")
    setLinks(answer)
  }
  const renew = async () => {
    const answer = await postAsMe(phone, "me/calendar")
    if (!answer.url) return setProblem(sentenceOf(answer.error))
    setProblem("")
    setLinks(answer)
    phone.notify(t("This is the new address. The old one does not work any more."))
  }
  if (!links) {
    return html`<p><button class="button button--quiet" onClick=${open}>${t("Subscribe in my calendar")}</button></p>
      ${problem && html`<p class="error" role="alert">${problem}</p>`}`
  }
  return html`<section class="stack stack--tight" aria-labelledby="calendar-title">
    <h2 id="calendar-title">${t("My day in my calendar")}</h2>
    <p class="soft">${t("Your calendar follows what you mark here, and sessions that move. Your calendar must be able to reach this server. If it runs on the venue’s Wi‑Fi, the calendar updates only there.")}</p>
    <p>${t("The company of your calendar (such as Google, Apple or Microsoft) then sees which sessions you want to go to.")}</p>
    <div class="row"><a class="button" href=${links.webcal}>${t("Open in my calendar")}</a>
      <a class="button button--quiet" href=${links.url} download>${t("Download once, as a file")}</a></div>
    <${CopyField} id="calendar-address" label=${t("Address to subscribe to")} text=${links.url}
      hint=${t("Anyone who has it can read your day, and nothing else.")} />
    <p><button class="button button--quiet" onClick=${renew}>${t("Make a new address; this one stops working")}</button></p>
    ${problem && html`<p class="error" role="alert">${problem}</p>`}
  </section>`
}
