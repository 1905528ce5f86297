// A session's report on one page: what mattered in two sentences, what is open, what will be done.
import { html, useState } from "../core/html.js"
import { t } from "../core/language.js"
import { LIMITS, NOTE_KINDS } from "../core/vocabulary.js"
import { BehindNote } from "../ui/content_note.js"
import { Described } from "../ui/described.js"

/** @param {Props} props */
export function OnePage({ phone, session, topic }) {
  const notes = phone.pending.notesOf(session.id, topic.id).filter(note => !note.hidden)
  const own = notes.find(note => note.kind === "summary" && note.mine && !note.pending)
  const others = notes.filter(note => note.kind === "summary" && note !== own)
  const draft = `report.${session.id}`
  const [typed, setTyped] = useState(() => phone.recallDraft(draft))
  const text = typed ?? own?.text ?? ""
  const set = value => {
    setTyped(value)
    phone.saveDraft(draft, value)
  }
  const save = async event => {
    event.preventDefault()
    const words = text.trim()
    if (!words || words === own?.text) return
    const answer = own
      ? await phone.send("edit_note", { note: own.id, rev: own.rev, text: words })
      : await phone.send("post_note", { session: session.id, kind: "summary", text: words })
    if (!answer.ok) return
    setTyped(null)
    phone.saveDraft(draft, null)
    phone.notify(t("Saved."))
  }
  return html`<section class="report stack" aria-labelledby="one-page">
    <h2 id="one-page">${t("The report, on one page")}</h2>
    <form class="stack stack--tight" onSubmit=${save}>
      ${others.length > 0 && html`<ul class="bullets">${others.map(note => html`<${Line} key=${note.id} note=${note} />`)}</ul>`}
      <${Described} by=${html`<span class="hint">${t("Two sentences are enough: people who were not there read them first.")}</span>`}>${id => html`
        <label class="field"><span>${t("What matters of this?")}</span>
          <textarea rows="3" maxlength=${LIMITS.text} aria-describedby=${id} value=${text} onInput=${event => set(event.target.value)} /></label>`}<//>
      <p><button class="button" disabled=${!text.trim() || text.trim() === own?.text}>${t("Save")}</button></p>
    </form>
    ${["question", "action"].map(kind => html`<${Lines} key=${kind} ...${{ phone, session, kind }} notes=${notes.filter(note => note.kind === kind)} />`)}
  </section>`
}

/** What is there of a kind, and one more. @param {Props} props */
function Lines({ phone, session, kind, notes }) {
  const [text, setText] = useState("")
  const { name, group } = NOTE_KINDS.find(one => one.kind === kind)
  const add = async event => {
    event.preventDefault()
    const words = text.trim()
    if (!words) return
    setText("")
    const answer = await phone.send("post_note", { session: session.id, kind, text: words })
    if (!answer.ok) setText(words)
  }
  return html`<form class="stack stack--tight" onSubmit=${add} aria-label=${group}>
    <h3>${group}</h3>
    ${notes.length > 0 && html`<ul class="bullets">${notes.map(note => html`<${Line} key=${note.id} note=${note} />`)}</ul>`}
    <div class="pair"><label class="field"><span class="visually-hidden">${name}</span>
      <input maxlength=${LIMITS.text} autocomplete="off" value=${text} onInput=${event => setText(event.target.value)} /></label>
      <button class="button button--quiet" disabled=${!text.trim()}>${t("Add")}</button></div>
  </form>`
}

function Line({ note }) {
  return html`<li><${BehindNote} note=${note.content_note}><span><bdi>${note.text}</bdi>${note.pending ? ` – ${t("saving…")}` : ""}</span><//></li>`
}
