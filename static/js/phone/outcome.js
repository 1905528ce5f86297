// What became of an action of mine, and the link for whoever starts it.
import { call } from "../core/api.js"
import { html, useEffect, useState } from "../core/html.js"
import { t } from "../core/language.js"
import { sentenceOf } from "../core/refusals.js"
import { OutcomeForm } from "../ui/became.js"
import { CopyField } from "../ui/copy_field.js"
import { Qr } from "../ui/qr.js"
import { credentials } from "./identity.js"

/** @param {Props} props */
export function Outcome({ phone, note: id }) {
  const note = phone.g.tables.notes.value.get(id)
  if (!note) return html`<h2>${t("What became of it")}</h2><p>${t("This note is not here any more.")}</p>`
  const save = ({ outcome, text }) => {
    phone.close()
    phone.send("report_outcome", { note: id, outcome, text }, outcome ? t("Saved.") : t("Taken back."))
  }
  return html`<h2>${t("What became of it")}</h2>
    <p class="quoted prose"><bdi>${note.text || note.url}</bdi></p>
    <${OutcomeForm} note=${note} onSave=${save} />
    <${Link} phone=${phone} id=${id} />`
}

/**
 * The link is fetched when somebody wants it. Its QR code is drawn here: no address of the server's ever holds the token.
 *
 * @param {Props} props
 */
function Link({ phone, id }) {
  const [asked, setAsked] = useState(0)
  const [url, setUrl] = useState("")
  const [problem, setProblem] = useState("")
  useEffect(() => {
    if (!asked) return
    call(`/api/${phone.code}/actions/${id}/link`, credentials(phone)).then(({ body, error }) => {
      setUrl(body?.url ?? "")
      setProblem(body?.url ? "" : sentenceOf(error))
    })
  }, [asked])
  const end = async () => {
    const answer = await phone.send("end_action_links", { note: id })
    if (!answer.ok) return
    phone.notify(t("The links that you gave away do not work any more. This one is new."))
    setAsked(asked + 1)
  }
  return html`<h3>${t("A link for whoever starts it")}</h3>
    <p>${t("With it they say here what became of it, as often as they like. It needs no account and does not say who they are.")}</p>
    <p class="error" role="alert">${problem}</p>
    ${url ? html`
      <${Qr} text=${url} label=${t("the link of this action")} />
      <${CopyField} id="action-link" label=${t("Link of this action")} text=${url} hint=${t("Whoever has it can change what is said about this action.")} />
      <button class="button button--quiet" onClick=${end}>${t("End all links given so far")}</button>`
      : html`<button class="button button--quiet" onClick=${() => setAsked(asked + 1)}>${t("Show the link")}</button>`}`
}
