// Rooms, changed live: rename, fold, unfold, add, remove.
import { html, useState } from "../core/html.js"
import { sentenceOf } from "../core/refusals.js"
import { Field, Tick } from "../ui/field.js"
import { useEdits } from "./edits.js"

/** @param {Props} props */
export function Rooms({ host }) {
  return html`
    <section class="paper" aria-labelledby="rooms-title">
      <h3 id="rooms-title">Rooms</h3>
      <p class="soft">A closed room is not on the wall. Open one when few places are left.</p>
      <ul class="rows">
        ${host.g.allRooms.value.map(room => html`<${Room} key=${room.id} host=${host} room=${room} />`)}
      </ul>
      <${AddRoom} host=${host} />
    </section>`
}

/** @param {Props} props */
function Room({ host, room }) {
  const [open, setOpen] = useState(false)
  const facts = [room.capacity && `seats ${room.capacity}`, room.access, room.folded && "closed"].filter(Boolean).join(" · ")
  return html`
    <li class=${`setrow ${room.folded ? "setrow--folded" : ""}`}>
      <div class="setrow__line">
        <span class="setrow__letter">${room.letter}</span>
        <span class="setrow__text"><b>${room.name}</b> <span class="soft">${facts}</span></span>
        <span class="setrow__acts">
          <button class="button button--quiet" aria-label=${`${room.folded ? "Open" : "Close"} ${room.name}`}
            onClick=${() => fold(host, room)}>${room.folded ? "Open" : "Close"}</button>
          <button class="button button--quiet" aria-expanded=${open} aria-label=${`Edit ${room.name}`}
            onClick=${() => setOpen(!open)}>Edit</button>
        </span>
      </div>
      ${open && html`<${EditRoom} host=${host} room=${room} done=${() => setOpen(false)} />`}
    </li>`
}

/** @param {Props} props */
function EditRoom({ host, room, done }) {
  const edits = useEdits(room)
  const [error, setError] = useState("")
  const at = name => ({ id: `room-${room.id}-${name}`, value: edits.value(name), onInput: value => edits.set(name, value) })
  const save = async event => {
    event.preventDefault()
    const { capacity, ...rest } = edits.changed
    const args = { room: room.id, ...rest, ...(capacity !== undefined && { capacity: Number(capacity) || null }) }
    const answer = await host.outbox.send("edit_room", args)
    if (!answer.ok) return setError(sentenceOf(answer.error))
    host.notify("Saved. The wall shows it.")
    done()
  }
  return html`
    <form class="setform" onSubmit=${save} noValidate>
      <${Field} ...${at("name")} label="Name" error=${error} autocomplete="off" />
      <${Field} ...${at("capacity")} label="Seats" type="number" min="1" inputmode="numeric" />
      <${Field} ...${at("access")} label="Access" wide placeholder="step-free, hearing loop…" autocomplete="off" />
      <div class="row field--wide">
        <button class="button" disabled=${!edits.isChanged}>Save</button>
        <button type="button" class="button button--quiet" onClick=${done}>Cancel</button>
        <button type="button" class="button button--danger" onClick=${() => remove(host, room)}>Remove</button>
      </div>
    </form>`
}

/** @param {Props} props */
function AddRoom({ host }) {
  const [open, setOpen] = useState(false)
  const [draft, setDraft] = useState({ name: "", capacity: "", access: "", folded: false })
  const [error, setError] = useState("")
  const at = name => ({ id: `new-room-${name}`, value: draft[name], onInput: value => setDraft({ ...draft, [name]: value }) })
  const add = async event => {
    event.preventDefault()
    if (!draft.name.trim()) return setError("A room needs a name.")
    const { capacity, ...rest } = draft
    const answer = await host.outbox.send("add_room", { ...rest, ...(Number(capacity) > 0 && { capacity: Number(capacity) }) })
    if (!answer.ok) return setError(sentenceOf(answer.error))
    host.notify(`${draft.name} is on the wall.`)
    setDraft({ name: "", capacity: "", access: "", folded: false })
    setError("")
    setOpen(false)
  }
  if (!open) return html`<p><button class="button button--quiet" onClick=${() => setOpen(true)}>Add a room</button></p>`
  return html`
    <form class="setform" onSubmit=${add} noValidate>
      <${Field} ...${at("name")} label="Name" error=${error} autocomplete="off" />
      <${Field} ...${at("capacity")} label="Seats" type="number" min="1" inputmode="numeric" />
      <${Field} ...${at("access")} label="Access" wide placeholder="step-free, hearing loop…" autocomplete="off" />
      <${Tick} id="new-room-folded" label="Spare: closed for now" checked=${draft.folded}
        onChange=${folded => setDraft({ ...draft, folded })} />
      <div class="row field--wide">
        <button class="button">Add</button>
        <button type="button" class="button button--quiet" onClick=${() => setOpen(false)}>Cancel</button>
      </div>
    </form>`
}

async function fold(host, room) {
  const held = room.folded ? [] : sessionsIn(host.g, "room", room.id)
  const sure = !held.length || await host.confirm({
    title: `Close ${room.name}?`, text: whatHappens(held), items: titles(host.g, held), yes: "Close the room", danger: true,
  })
  if (sure) {
    host.send("edit_room", { room: room.id, folded: !room.folded },
      room.folded ? `${room.name} is on the wall.` : `${room.name} is closed.`)
  }
}

async function remove(host, room) {
  const held = sessionsIn(host.g, "room", room.id)
  const sure = await host.confirm({
    title: `Remove ${room.name}?`,
    text: held.length ? whatHappens(held) : `It has no sessions. Its letter ${room.letter} is not given to another room.`,
    items: titles(host.g, held), yes: "Remove the room", danger: true,
  })
  if (sure) host.send("remove_room", { room: room.id }, `${room.name} is removed.`)
}

export function sessionsIn(g, column, id) {
  return [...g.tables.sessions.value.values()].filter(session => session[column] === id)
}

export function whatHappens(held) {
  const one = held.length === 1
  return `It has ${one ? "one session" : `${held.length} sessions`}. ${one ? "Its topic has" : "Their topics have"} no place then. `
    + `Notes stay, and the ${one ? "convener is" : "conveners are"} told.`
}

export function titles(g, held) {
  return held.map(session => `${session.code} · ${g.tables.topics.value.get(session.topic)?.title ?? ""}`)
}
