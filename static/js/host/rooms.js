// Rooms, changed live: rename, fold, unfold, add, remove.
import { topicOf } from "../core/gathering.js"
import { html, useState } from "../core/html.js"
import { t, tc, tn } from "../core/language.js"
import { sentenceOf } from "../core/refusals.js"
import { asAddress } from "../core/address.js"
import { Field, Tick } from "../ui/field.js"
import { HomeFields } from "../ui/home_fields.js"
import { roomFacts } from "../ui/room_facts.js"
import { WorkingOn } from "./also_here.js"
import { useEdits } from "./edits.js"

/** @param {Props} props */
export function Rooms({ host }) {
  return html`
    <section class="paper" aria-labelledby="rooms-title">
      <h3 id="rooms-title">${t("Rooms")}</h3>
      <p class="soft">${t("A closed room is not on the wall. Open one when few places are left.")}</p>
      <ul class="rows">
        ${host.g.allRooms.value.map(room => html`<${Room} key=${room.id} host=${host} room=${room} />`)}
      </ul>
      <${AddRoom} host=${host} />
    </section>`
}

/** @param {Props} props */
function Room({ host, room }) {
  const [open, setOpen] = useState(false)
  const facts = [roomFacts(room), (room.call_link || room.caption_link) && t("links for people at home"), room.folded && tc("of a room", "closed")].filter(Boolean).join(" · ")
  return html`
    <li class=${`setrow ${room.folded ? "setrow--folded" : ""}`}>
      <div class="setrow__line">
        <span class="setrow__letter">${room.letter}</span>
        <span class="setrow__text"><b>${room.name}</b> <span class="soft">${facts}</span><${WorkingOn} host=${host} item=${`rooms/${room.id}`} mine=${open} /></span>
        <span class="setrow__acts">
          <button class="button button--quiet" aria-label=${room.folded ? t("Open {name}", { name: room.name }) : t("Close {name}", { name: room.name })}
            onClick=${() => fold(host, room)}>${room.folded ? tc("a room", "Open") : tc("a room", "Close")}</button>
          <button class="button button--quiet" aria-expanded=${open} aria-label=${t("Edit {name}", { name: room.name })}
            onClick=${() => setOpen(!open)}>${t("Edit")}</button>
        </span>
      </div>
      ${open && html`<${EditRoom} host=${host} room=${room} done=${() => setOpen(false)} />`}
    </li>`
}

/** @param {Props} props */
function EditRoom({ host, room, done }) {
  const edits = useEdits(room)
  const [error, setError] = useState(null)
  const save = async event => {
    event.preventDefault()
    const answer = await host.outbox.send("edit_room", { room: room.id, ...asArguments(edits.changed) })
    if (!answer.ok) return setError(answer.error)
    host.notify(t("Saved. The wall shows it."))
    done()
  }
  return html`
    <form class="setform" onSubmit=${save} noValidate>
      <${Fields} id=${`room-${room.id}-`} value=${edits.value} onChange=${edits.set} error=${error} />
      <div class="row field--wide">
        <button class="button" disabled=${!edits.isChanged}>${t("Save")}</button>
        <button type="button" class="button button--quiet" onClick=${done}>${t("Cancel")}</button>
        <button type="button" class="button button--danger" onClick=${() => remove(host, room)}>${t("Remove")}</button>
      </div>
    </form>`
}

const NEW = { name: "", capacity: "", access: "", folded: false }

/** @param {Props} props */
function AddRoom({ host }) {
  const [open, setOpen] = useState(false)
  const [draft, setDraft] = useState(/** @type {any} */ (NEW))
  const [error, setError] = useState(null)
  const set = (name, value) => setDraft({ ...draft, [name]: value })
  const add = async event => {
    event.preventDefault()
    if (!draft.name.trim()) return setError({ message: t("A room needs a name.") })
    const answer = await host.outbox.send("add_room", asArguments(draft))
    if (!answer.ok) return setError(answer.error)
    host.notify(t("{name} is on the wall.", { name: draft.name }))
    setDraft(NEW)
    setError(null)
    setOpen(false)
  }
  if (!open) return html`<p><button class="button button--quiet" onClick=${() => setOpen(true)}>${t("Add a room")}</button></p>`
  return html`
    <form class="setform" onSubmit=${add} noValidate>
      <${Fields} id="new-room-" value=${name => draft[name]} onChange=${set} error=${error} />
      <${Tick} id="new-room-folded" label=${t("Spare: closed for now")} checked=${draft.folded}
        onChange=${folded => set("folded", folded)} />
      <div class="row field--wide">
        <button class="button">${t("Add")}</button>
        <button type="button" class="button button--quiet" onClick=${() => setOpen(false)}>${t("Cancel")}</button>
      </div>
    </form>`
}

function Fields({ id, value, onChange, error }) {
  const at = name => ({ id: `${id}${name}`, value: value(name), onInput: typed => onChange(name, typed), autocomplete: "off" })
  const isLink = error?.code === "bad_link"
  return html`
    <${Field} ...${at("name")} label=${t("Name")} error=${error && !isLink && sentenceOf(error)} />
    <${Field} ...${at("capacity")} label=${t("Seats")} type="number" min="1" inputmode="numeric" />
    <${Field} ...${at("access")} label=${t("Access")} wide placeholder=${t("step-free, hearing loop…")} />
    <${HomeFields} id=${id} value=${value} onChange=${onChange} error=${isLink && sentenceOf(error)} />`
}

/**
 * What was typed, as the command takes it: a number of seats or none, and links with https:// before them.
 *
 * @param {any} typed
 */
function asArguments({ capacity, call_link: call, caption_link: captions, ...rest }) {
  return {
    ...rest,
    ...(capacity !== undefined && { capacity: Number(capacity) || null }),
    ...(call !== undefined && { call_link: asAddress(call) }),
    ...(captions !== undefined && { caption_link: asAddress(captions) }),
  }
}

async function fold(host, room) {
  const held = room.folded ? [] : sessionsIn(host.g, "room", room.id)
  const sure = !held.length || await host.confirm({
    title: t("Close {name}?", { name: room.name }), text: whatHappens(held), items: titles(host.g, held), yes: t("Close the room"), danger: true,
  })
  if (sure) {
    host.send("edit_room", { room: room.id, folded: !room.folded },
      room.folded ? t("{name} is on the wall.", { name: room.name }) : t("{name} is closed.", { name: room.name }))
  }
}

async function remove(host, room) {
  const held = sessionsIn(host.g, "room", room.id)
  const sure = await host.confirm({
    title: t("Remove {name}?", { name: room.name }),
    text: held.length ? whatHappens(held) : t("It has no sessions. Its letter {letter} is not given to another room.", { letter: room.letter }),
    items: titles(host.g, held), yes: t("Remove the room"), danger: true,
  })
  if (sure) host.send("remove_room", { room: room.id }, t("{name} is removed.", { name: room.name }))
}

export function sessionsIn(g, column, id) {
  return [...g.tables.sessions.value.values()].filter(session => session[column] === id)
}

export function whatHappens(held) {
  return held.length === 1
    ? t("It has one session. Its topic has no place then. Notes stay, and the convener is told.")
    : tn("It has {n} session. Its topic has no place then. Notes stay, and the convener is told.",
      "It has {n} sessions. Their topics have no place then. Notes stay, and the conveners are told.", held.length)
}

export function titles(g, held) {
  return held.map(session => `${session.code} · ${topicOf(g.tables, session)?.title ?? ""}`)
}
