// Who joined an action; and joining it oneself, with a name of one's choice or without one.
import { html, useState } from "../core/html.js"
import { t, tc } from "../core/language.js"
import { can } from "../core/possible.js"
import { LIMITS } from "../core/vocabulary.js"
import { whoJoined } from "../ui/who_joined.js"

/** @param {Props} props */
export function Joining({ phone, note }) {
  const { g, pending } = phone
  const [isAsking, setAsking] = useState(false)
  const mine = joinOf(g, note)
  const asked = ["join_action", "leave_action"].some(name => pending.waiting(name).some(({ args }) => args.note === note.id))
  const canJoin = can(g, "join_action", { note })
  const join = args => { setAsking(false); phone.send("join_action", { note: note.id, ...args }) }
  const begin = () => (g.about.value.naming === "none" ? join({}) : setAsking(true))
  const who = whoJoined(note)
  if (!who && !mine && !canJoin) return null
  return html`<div class="joining stack stack--tight">
    ${who && html`<p class="note__details">${t("Joined: {names}", { names: who })}</p>`}
    ${isAsking
      ? html`<${HowNamed} phone=${phone} mine=${mine} onJoin=${join} onCancel=${() => setAsking(false)} />`
      : html`<p class="row">
        ${mine && html`<span class="soft">${mine.name ? t("You joined as {name}.", { name: html`<strong dir="auto">${mine.name}</strong>` }) : t("You joined without your name. Only you see that.")}</span>`}
        ${!mine && canJoin && html`<button class="button button--quiet" disabled=${asked} onClick=${begin}>${t("Join this action")}</button>`}
        ${mine && canJoin && g.about.value.naming !== "none" && html`<button class="link" onClick=${() => setAsking(true)}>${t("Change how I am named")}</button>`}
        ${mine && html`<button class="link" onClick=${() => phone.send("leave_action", { note: note.id })}>${tc("an action", "Leave it")}</button>`}
        ${asked && html`<strong class="note__saving">${t("saving…")}</strong>`}</p>`}
  </div>`
}

/** @param {Props} props */
function HowNamed({ phone, mine, onJoin, onCancel }) {
  const me = phone.g.me.value?.name
  const [isOther, setOther] = useState(false)
  const [name, setName] = useState(mine?.name && mine.name !== me ? mine.name : "")
  const submit = event => {
    event.preventDefault()
    if (name.trim()) onJoin({ name: name.trim() })
  }
  return html`<div class="stack stack--tight" role="group" aria-label=${t("How should your name be shown?")}>
    <p>${t("How should your name be shown? Here, on paper and in the book.")}</p>
    <div class="row">
      <button class="button" onClick=${() => onJoin({})}>${t("Without my name")}</button>
      ${me && html`<button class="button button--quiet" onClick=${() => onJoin({ named: true })}>${t("As {name}", { name: me })}</button>`}
      ${!isOther && html`<button class="button button--quiet" onClick=${() => setOther(true)}>${t("With another name")}</button>`}
      <button class="button button--quiet" onClick=${onCancel}>${t("Cancel")}</button>
    </div>
    ${isOther && html`<form class="stack stack--tight" onSubmit=${submit}>
      <label class="field"><span>${t("Another name, for this action only")}</span>
        <input maxlength=${LIMITS.name} autocomplete="off" required value=${name} onInput=${e => setName(e.target.value)} /></label>
      <div class="row"><button class="button">${t("Join with it")}</button></div></form>`}
    <p class="hint">${t("Without a name, nobody sees that it is you. From five such people on, their number is shown, roughly.")}</p>
  </div>`
}

/** The actions that I joined, below my day. @param {Props} props */
export function JoinedActions({ phone }) {
  const { g } = phone
  const actions = [...g.tables.joins.value.values()].map(join => g.tables.notes.value.get(join.note)).filter(Boolean)
  return actions.length > 0 && html`<section class="stack stack--tight"><h2>${t("Actions I joined")}</h2>
    <ul class="plain stack stack--tight">${actions.map(note => {
      const session = g.tables.sessions.value.get(note.session)
      return html`<li key=${note.id}>${session
        ? html`<button class="link" onClick=${() => phone.go("session", { session })}>${session.code} <bdi>${note.text || note.url}</bdi></button>`
        : html`<bdi>${note.text || note.url}</bdi>`}</li>`
    })}</ul></section>`
}

function joinOf(g, note) {
  return [...g.tables.joins.value.values()].find(join => join.note === note.id)
}
