// What has been noted, grouped by kind; others' notes appear as they are written.
import { asAddress } from "../core/address.js"
import { html, useState } from "../core/html.js"
import { can } from "../core/possible.js"
import { named } from "../ui/card.js"
import { useCheckedForm } from "../ui/checked_form.js"
import { BehindNote } from "../ui/content_note.js"
import { Photo } from "../ui/photo.js"
import { Picture } from "../ui/picture.js"
import { dateOf, timeOf } from "../core/clock.js"
import { inQuotes, t } from "../core/language.js"
import { KINDS, NoteFields, NoteMore } from "./fields.js"
import { Joining } from "./joining.js"
import { Became } from "./on_demand.js"
import { isOnItsWay } from "./photos.js"
import { Covered, ReportName, Worry } from "./item_safety.js"
import { WithOthers } from "./topic.js"
import { isStill } from "../core/looks.js"

const ORDER = ["summary", ...KINDS.map(({ kind }) => kind).filter(kind => kind !== "summary")]

/** @param {Props} props */
export function Notes({ phone, session, topic, invites = false }) {
  const notes = phone.pending.notesOf(session.id, topic.id).filter(note => !(note.coming && isOnItsWay(note.photo)))
  const groups = ORDER.map(kind => ({ kind, notes: notes.filter(note => note.kind === kind) })).filter(({ notes }) => notes.length)
  return html`<section class="notes stack" aria-labelledby="notes">
    <h2 id="notes"><${Picture} of="memo" />${t("Notes")}</h2>
    ${!notes.length && html`<p class="empty">${t("Nothing noted yet.")} ${invites ? t("One line is a good beginning.") : ""}</p>`}
    <div class="stack" aria-live="polite" aria-relevant="additions">${groups.map(group => html`
      <div key=${group.kind} id=${`notes-${group.kind}`} class="stack stack--tight">
        <h3>${KINDS.find(({ kind }) => kind === group.kind).group}</h3>
        <ul class="plain stack stack--tight">${group.notes.map(note => html`
          <li key=${note.id}><${Note} phone=${phone} note=${note} /></li>`)}</ul>
      </div>`)}</div>
  </section>`
}

/** Brings the newest note of a kind into sight, and marks it for a moment. */
export function showNewest(kind) {
  const note = document.querySelector(`#notes-${kind} li:last-child`)
  if (!note) return
  note.scrollIntoView({ block: "nearest", behavior: isStill() ? "auto" : "smooth" })
  note.classList.add("is-new")
  setTimeout(() => note.classList.remove("is-new"), 3000)
}


/** @param {Props} props */
function Note({ phone, note }) {
  const [mode, setMode] = useState("read")
  if (mode === "edit") return html`<${Edit} phone=${phone} note=${note} onDone=${() => setMode("read")} />`
  const retract = () => { setMode("read"); phone.send("retract_note", { note: note.id }) }
  const may = name => !note.pending && can(phone.g, name, { note })
  // What a button is about; not what somebody asked not to be read unasked.
  const about = note.content_note ? undefined : `note-${note.id}`
  return html`<div class=${`note note--${note.kind} ${note.pending ? "is-pending" : ""}`}>
    ${note.mine && html`<${Covered} row=${note} what="note" />`}
    <${BehindNote} note=${note.content_note}><${Content} phone=${phone} note=${note} /><//>
    ${note.kind === "action" && !note.pending && !note.covered && html`<${Joining} phone=${phone} note=${note} />`}
    <p class="note__foot soft">
      <span>${[note.by_name, timeOf(note.at, phone.g.about.value), note.edited_at && t("edited")].filter(Boolean).join(" · ")}</span>
      ${note.pending && html`<strong class="note__saving">${note.going ? t("removing…") : t("saving…")}</strong>`}
      ${mode === "read" && may("edit_note") && html`<button class="link" aria-describedby=${about} onClick=${() => setMode("edit")}>${t("Edit")}</button>`}
      ${mode === "read" && may("retract_note") && html`<button class="link" aria-describedby=${about} onClick=${() => setMode("sure")}>${t("Take back")}</button>`}
      ${mode === "read" && may("report_outcome") && html`<button class="link" onClick=${() => phone.open("outcome", { note: note.id })}>${t("What became of it")}</button>`}
      ${mode === "read" && may("offer_entry") && html`<a class="link" href=${`/${phone.code}/keep/${note.id}`}>${t("Keep it for the community")}</a>`}
      ${mode === "sure" && html`
        <button class="link link--danger" onClick=${retract}>${t("Take it back")}</button>
        <button class="link" onClick=${() => setMode("read")}>${t("Keep it")}</button>`}
      ${!note.mine && (note.by_name || note.initiator_name || note.joined_names?.length > 0) && html`<${ReportName} phone=${phone} item=${{ note: note.id }} row=${note} />`}
      ${note.kind === "action" && !note.pending && !note.covered && html`<${WithOthers} phone=${phone} item=${{ note: note.id }} />`}
      <${Worry} phone=${phone} table="notes" row=${note} />
    </p></div>`
}

/** @param {Props} props */
function Content({ phone, note }) {
  const details = [note.initiator_name && t("Initiator: {name}", { name: named(note.initiator_name, note.initiator_typed) }), note.due && t("By {date}", { date: dateOf(note.due) })].filter(Boolean)
  return html`
    ${note.photo && !note.coming && html`<figure><${Photo} code=${phone.code} note=${note} /></figure>`}
    ${note.text && html`<p class="prose" id=${`note-${note.id}`}><bdi>${note.kind === "quote" ? quoted(note.text) : note.text}</bdi></p>`}
    ${isWeb(note.url) && html`<p><a class="note__link" href=${note.url} target="_blank" rel="noopener noreferrer nofollow">${note.url}</a></p>`}
    ${details.length > 0 && html`<p class="note__details">${details.join(" · ")}</p>`}
    ${(note.outcome || note.answers?.length > 0) && html`<${Became} note=${note} />`}`
}

// Many type the quotation marks themselves.
function quoted(text) {
  return inQuotes(text.replace(/^["“„«]\s*|\s*["”“»]$/g, ""))
}

function isWeb(url) {
  return /^https?:\/\//i.test(url ?? "")
}

/** @param {Props} props */
function Edit({ phone, note, onDone }) {
  const [fields, setFields] = useState(() => ({
    kind: note.kind, text: note.text ?? "", url: note.url ?? "", due: note.due ?? "",
    initiator_name: note.initiator_name ?? "", alt: note.alt ?? "", content_note: note.content_note ?? "", named: !!note.named,
  }))
  // The note as it was when the edit began: a change of it meanwhile must not be overwritten unseen.
  const [before] = useState(note)
  const save = event => {
    event.preventDefault()
    onDone()
    phone.send("edit_note", { note: note.id, rev: before.rev, ...changed({ ...fields, url: asAddress(fields.url) }, before) })
  }
  const checked = useCheckedForm(save)
  return html`<form class="note note--editing stack stack--tight" ...${checked.form}>
    <${NoteFields} phone=${phone} fields=${fields} onFields=${setFields} missing=${checked.missing} />
    <${NoteMore} phone=${phone} fields=${fields} onFields=${setFields} />
    <div class="row"><button class="button">${t("Save")}</button>
      <button type="button" class="button button--quiet" onClick=${onDone}>${t("Cancel")}</button></div>
  </form>`
}

// Only what was changed travels: an untouched name or link stays what it is.
function changed({ kind: _kind, ...fields }, note) {
  return Object.fromEntries(Object.entries(fields).filter(([name, value]) => value !== (note[name] ?? (name === "named" ? false : ""))))
}
