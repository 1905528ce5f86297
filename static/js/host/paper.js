// A note that was written on paper, typed in by its session's code.
import { topicOf } from "../core/gathering.js"
import { html, useState } from "../core/html.js"
import { t } from "../core/language.js"
import { NOTE_KINDS } from "../core/vocabulary.js"
import { sentenceOf } from "../core/refusals.js"
import { Field } from "../ui/field.js"

// A picture cannot be typed in.
const KINDS = NOTE_KINDS.filter(({ kind }) => kind !== "photo").map(({ kind, name }) => [kind, name])

/** @param {Props} props */
export function Paper({ host, code = "" }) {
  const [draft, setDraft] = useState(() =>
    host.recallDraft("paper") ?? { code, kind: "summary", text: "", url: "", due: "", initiator_name: "" })
  const [errors, setErrors] = useState({})
  const [message, setMessage] = useState("")
  const session = sessionOf(host.g, draft.code)
  const set = patch => {
    const next = { ...draft, ...patch }
    setDraft(next)
    setErrors({})
    host.saveDraft("paper", next)
  }
  const submit = async event => {
    event.preventDefault()
    const found = {}
    if (!session) found.code = draft.code.trim() ? t("No session has this code just now.") : t("Which session? Its code is on the form.")
    if (!draft.text.trim() && draft.kind !== "link") found.text = t("Write the note first.")
    if (draft.kind === "link" && !draft.url.trim()) found.url = t("A link needs its address.")
    if (Object.keys(found).length) return setErrors(found)
    // Emptied at once, since the outbox keeps it: a second press must not post it twice.
    set({ text: "", url: "", due: "", initiator_name: "" })
    setMessage(t("Saving…"))
    const answer = await host.outbox.send("post_note", noteOf(session, draft))
    setMessage(answer.ok ? t("Added to {code}.", { code: session.code }) : "")
    if (answer.ok) return
    set(draft)
    setErrors({ text: sentenceOf(answer.error) })
  }
  const at = name => ({ id: `paper-${name}`, value: draft[name], error: errors[name], onInput: value => set({ [name]: value }) })
  const title = session && topicOf(host.g.tables, session)?.title
  return html`
    <h2 id="sheet-title">${t("Type in a note from paper")}</h2>
    <form class="stack" onSubmit=${submit} noValidate>
      <${Field} ...${at("code")} label=${t("Session code")} autocomplete="off" autocapitalize="characters"
        list="session-codes" hint=${t("As on the form, for example 2C.")} />
      <datalist id="session-codes">
        ${[...host.g.tables.sessions.value.values()].map(one => html`<option key=${one.id} value=${one.code} />`)}
      </datalist>
      <p class="paper__session" role="status">${title && html`<span class="code">${session.code}</span> ${title}`}</p>
      <${Field} ...${at("kind")} label=${t("Kind")} options=${KINDS} />
      <${Field} ...${at("text")} label=${t("Text")} rows="5" />
      ${draft.kind === "link" && html`<${Field} ...${at("url")} label=${t("Address")} type="url" placeholder="https://" />`}
      ${draft.kind === "action" && html`
        <div class="fields">
          <${Field} ...${at("initiator_name")} label=${t("Initiator, if they wish to be named")} autocomplete="off" />
          <${Field} ...${at("due")} label=${t("By when, if agreed")} type="date" />
        </div>`}
      <div class="row">
        <button class="button">${t("Add the note")}</button>
        <span class="good" role="status">${message}</span>
      </div>
    </form>`
}

function noteOf(session, { kind, text, url, due, initiator_name }) {
  return {
    session: session.id, kind, text: text.trim(),
    ...(kind === "link" && { url: url.trim() }),
    ...(kind === "action" && due && { due }),
    ...(kind === "action" && initiator_name.trim() && { initiator_name: initiator_name.trim() }),
  }
}

/** Small letters and spaces are forgiven, as on the phone. */
export function sessionOf(g, typed) {
  const wanted = typed.replace(/\s/g, "").toLowerCase()
  return [...g.tables.sessions.value.values()].find(session => session.code.toLowerCase() === wanted) ?? null
}
