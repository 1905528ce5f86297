// Writing a note: choose a kind, write, done. What is typed survives a reload.
import { asAddress } from "../core/address.js"
import { html, useEffect, useRef, useState } from "../core/html.js"
import { t } from "../core/language.js"
import { can } from "../core/possible.js"
import { PICTURES } from "../core/shrink.js"
import { useCheckedForm } from "../ui/checked_form.js"
import { Described } from "../ui/described.js"
import { submitForm } from "../ui/submit_form.js"
import { hasAddress, KINDS, NoteFields, NoteMore, USUAL } from "./fields.js"
import { showNewest } from "./notes.js"
import { PendingPhotos, sendPhoto } from "./photos.js"

/** @param {Props} props */
export function Composer({ phone, session }) {
  const draft = phone.noteDraft(session.id)
  const fields = draft.value
  const isPaused = !can(phone.g, "post_note", { session })
  const file = useRef(null)
  const form = useRef(null)
  const [all, setAll] = useState(false)
  const [added, setAdded] = useState("")
  const set = next => {
    draft.value = next
    setAdded("")
  }
  const { wantsPhoto } = phone.route.value
  useEffect(() => {
    if (!wantsPhoto || fields.text) return
    set({ ...fields, kind: "photo" })
    form.current.scrollIntoView({ block: "start" })
  }, [wantsPhoto])
  const offered = KINDS.filter(({ kind }) => all || USUAL.includes(kind) || kind === fields.kind)

  const submit = event => {
    event.preventDefault()
    if (isPaused) return
    if (fields.kind === "photo") {
      const [photo] = file.current.files
      if (!photo) return file.current.click()
      setAdded("")
      sendPhoto(phone, session.id, photo, fields).then(isSaved => setAdded(isSaved ? [landed("photo"), wantsPhoto && t("You can scan the next form now.")].filter(Boolean).join(" ") : ""))
      form.current.reset()
    } else {
      setAdded("")
      send(phone, session, filled(fields)).then(setAdded)
    }
    draft.value = { kind: fields.kind, text: "" }
    phone.saveDraft(session.id, null)
    form.current.querySelector("textarea")?.focus({ preventScroll: true })
  }
  const checked = useCheckedForm(submit)
  const enter = event => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submitForm(form.current)
  }
  return html`<form class="composer stack" ref=${form} ...${checked.form} onKeyDown=${enter} aria-label=${t("Add a note")}>
    <h2>${t("Add a note")}</h2>
    <div class="kinds" role="group" aria-label=${t("Kind of note")}>${offered.map(({ kind, name }) => html`
      <button key=${kind} type="button" class="chip" aria-pressed=${fields.kind === kind} onClick=${() => set({ ...fields, kind })}>${name}</button>`)}
      ${!all && html`<button type="button" class="chip" aria-expanded="false" onClick=${() => setAll(true)}>${t("More kinds…")}</button>`}</div>
    ${fields.kind === "photo" && html`<${Described} by=${html`<span class="hint">${t("Is a person in it, and did they agree? Whoever is in it can ask the facilitator to take it away.")}</span>`}>${id => html`
      <label class="field"><span>${t("Photo of a flip chart")}</span>
        <input type="file" accept=${PICTURES} ref=${file} aria-describedby=${id}
          capture=${wantsPhoto ? "environment" : undefined} /></label>`}<//>`}
    <${NoteFields} phone=${phone} fields=${fields} onFields=${set} missing=${checked.missing} />
    <div class="send"><button class="button button--large" disabled=${isPaused}>${fields.kind === "photo" ? t("Add the photo") : t("Add the note")}</button></div>
    <p class="composer__added" role="status">${added}</p>
    <${NoteMore} phone=${phone} fields=${fields} onFields=${set} all=${all} />
    <${PendingPhotos} phone=${phone} session=${session.id} />
  </form>`
}

/** Sends a note, and shows where it lands. Answers what to say of it. */
async function send(phone, session, fields) {
  const sent = phone.send("post_note", { session: session.id, ...fields })
  setTimeout(() => showNewest(fields.kind))
  const answer = await sent
  return answer.ok ? landed(fields.kind) : ""
}

/** Shows a saved note where it is, and answers what to say of it. */
function landed(kind) {
  setTimeout(() => showNewest(kind))
  return t("Added to {kind}.", { kind: KINDS.find(one => one.kind === kind).group })
}

// Fields left from another kind stay behind, and empty ones need not travel.
function filled({ kind, text, url, due, initiator_name, content_note, named }) {
  const fields = { kind, text: text.trim() }
  if (hasAddress(kind) && url) fields.url = asAddress(url)
  if (kind === "action" && due) fields.due = due
  if (kind === "action" && initiator_name) fields.initiator_name = initiator_name.trim()
  if (content_note?.trim()) fields.content_note = content_note.trim()
  if (named) fields.named = true
  return fields
}
