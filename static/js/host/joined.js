// Who joined an action: the host adds people without a phone, and takes off a name that should not be there.
import { html, useState } from "../core/html.js"
import { t, tn } from "../core/language.js"
import { sentenceOf } from "../core/refusals.js"
import { LIMITS } from "../core/vocabulary.js"
import { Field } from "../ui/field.js"
import { whoJoined } from "../ui/who_joined.js"
import { asItem } from "./items.js"

/** One line, and the way to the list, beside what else can be done. @param {Props} props */
export function JoinedBy({ host, note, children }) {
  const isAction = note.kind === "action" && host.g.about.value.naming !== "none"
  const who = isAction && whoJoined(note)
  return html`${who && html`<p class="soft">${t("Joined: {who}", { who })}</p>`}
    ${(isAction || children) && html`<p class="row">${isAction && html`<button class="button button--quiet"
      aria-label=${t("Who joined: {action}", { action: asItem("notes", note).name.slice(0, 80) })} onClick=${() => host.open("joined", { note: note.id })}>${t("Who joined")}</button>`}
      ${children}</p>`}`
}

/** @param {Props} props */
export function Joined({ host, note: id }) {
  const note = host.g.tables.notes.value.get(id)
  const [name, setName] = useState("")
  const [problem, setProblem] = useState(null)
  if (!note) return html`<h2 id="sheet-title">${t("Who joined")}</h2><p>${t("This note is not here any more.")}</p>`
  const add = async event => {
    event.preventDefault()
    const answer = await host.outbox.send("join_action", { note: id, name })
    setProblem(answer.ok ? null : answer.error)
    if (answer.ok) setName("")
  }
  const takeOff = shown => host.send("leave_action", { note: id, name: shown }, t("{name} is off this action.", { name: shown }))
  return html`<h2 id="sheet-title">${t("Who joined")}</h2>
    <p>${asItem("notes", note).text}</p>
    ${note.joined_names?.length > 0 ? html`<ul class="entries">${note.joined_names.map((shown, at) => html`
        <li class="entry" key=${`${shown} ${at}`}><span class="entry__text">${shown}</span>
          <button class="button button--quiet" aria-label=${t("Take off: {name}", { name: shown })} onClick=${() => takeOff(shown)}>${t("Take off")}</button></li>`)}</ul>`
      : html`<p class="soft">${t("Nobody with a name yet.")}</p>`}
    ${note.joined_others > 0 && html`<p class="soft">${tn("And at least {n} more, without a name.", "And at least {n} more, without a name.", note.joined_others)}</p>`}
    <form class="stack" onSubmit=${add}>
      <${Field} id="joined-name" label=${t("Somebody without a phone")} hint=${t("Ask them how their name should be shown: here, on paper and in the book.")} required
        maxlength=${LIMITS.name} autocomplete="off" value=${name} onInput=${setName} />
      <p class="error" role="alert">${problem && sentenceOf(problem)}</p>
      <div class="row"><button class="button">${t("Add")}</button></div>
    </form>`
}
