// The rooms of the form: editable rows, one more, or a whole list pasted.
import { html, useState } from "../core/html.js"
import { t, tn } from "../core/language.js"
import { Field } from "../ui/field.js"
import { HomeFields } from "../ui/home_fields.js"
import { room } from "./draft.js"
import { freeNames, isFirstName } from "./first_words.js"

export function Rooms({ rooms, language, change, errors }) {
  const [more, setMore] = useState(rooms.some(isForHome))
  const set = (index, patch) => change(rooms.map((row, at) => (at === index ? { ...row, ...patch } : row)))
  return html`
    <section class="part" aria-labelledby="rooms-title">
      <h2 id="rooms-title">${t("Rooms")}</h2>
      <p class="part__why">${t("A corner with chairs counts as a room. Tick “Spare” for a room that stays closed; you can open it during the gathering, when the wall fills up.")}</p>
      <div class="rooms">
        ${rooms.map((row, index) => html`
          <${RoomRow} key=${index} index=${index} row=${row} error=${errors[`rooms.${index}`]} more=${more}
            set=${patch => set(index, patch)}
            remove=${() => change(rooms.filter((_, at) => at !== index))} />`)}
      </div>
      <div class="row">
        <button type="button" class="button button--quiet"
          onClick=${() => change([...rooms, room(freeNames(rooms, language)[0])])}>${t("Add a room")}</button>
        ${!more && html`<button type="button" class="button button--quiet" onClick=${() => setMore(true)}>${t("Hearing, recording, people at home")}</button>`}
        <${PasteRooms} add=${found => change([...rooms.filter(isTouched), ...found])} />
      </div>
      ${errors.rooms && html`<p class="error" id="rooms-error" tabindex="-1">${errors.rooms}</p>`}
    </section>`
}

function RoomRow({ index, row, set, remove, error, more }) {
  const name = row.name || t("room {number}", { number: index + 1 })
  return html`
    <div class="room" role="group" aria-label=${t("room {number}", { number: index + 1 })}>
      <${Field} id=${`rooms.${index}`} label=${t("Name")} value=${row.name} error=${error}
        onInput=${value => set({ name: value })} autocomplete="off" />
      <${Field} id=${`rooms.${index}.capacity`} label=${t("Seats")} value=${row.capacity} type="number" min="1"
        inputmode="numeric" onInput=${value => set({ capacity: value })} />
      <${Field} id=${`rooms.${index}.access`} label=${t("Access")} value=${row.access}
        placeholder=${t("step-free, hearing loop…")} onInput=${value => set({ access: value })} />
      <label class="room__spare">
        <input type="checkbox" checked=${row.spare}
          onChange=${event => set({ spare: event.currentTarget.checked })} />
        <span>${t("Spare")}</span>
      </label>
      <button type="button" class="button button--quiet room__remove" onClick=${remove}
        aria-label=${t("Remove {name}", { name })} title=${t("Remove {name}", { name })}>✕</button>
      ${more && html`<div class="room__home">
        <${HomeFields} id=${`rooms.${index}.`} value=${key => row[key] ?? ""} onChange=${(key, value) => set({ [key]: value })} /></div>`}
    </div>`
}

function PasteRooms({ add }) {
  const [open, setOpen] = useState(false)
  const [text, setText] = useState("")
  if (!open) {
    return html`<button type="button" class="button button--quiet" onClick=${() => setOpen(true)}>
      ${t("Paste a list")}</button>`
  }
  const found = roomsIn(text)
  const take = () => {
    add(found)
    setText("")
    setOpen(false)
  }
  return html`
    <div class="paste">
      <${Field} id="paste-rooms" label=${t("One room per line")} rows="5" value=${text} onInput=${setText}
        hint=${t("Name; seats; access. Only the name is needed.")} placeholder=${"Hall; 80; step-free\nLibrary; 12"} />
      <div class="row">
        <button type="button" class="button" disabled=${!found.length} onClick=${take}>
          ${found.length ? tn("Add {n} room", "Add {n} rooms", found.length) : t("Add the rooms")}</button>
        <button type="button" class="button button--quiet" onClick=${() => setOpen(false)}>${t("Cancel")}</button>
      </div>
    </div>`
}

/** Rows of a pasted list: from a spreadsheet (tabs), or with semicolons; commas part only "Name, 30". */
function roomsIn(text) {
  return text.split("\n").map(line => line.trim()).filter(Boolean).map(line => {
    const comma = /^(.*?),\s*(\d+)\s*(?:,\s*(.*))?$/.exec(line)
    const [name, seats = "", ...access] = comma && !/[;\t]/.test(line)
      ? [comma[1], comma[2], comma[3] ?? ""] : line.split(/[;\t]/).map(part => part.trim())
    const capacity = /\d+/.exec(seats)?.[0] ?? ""
    return { ...room(name), capacity, access: access.filter(Boolean).join(", ") }
  })
}

function isTouched(row) {
  return row.capacity || row.access || row.spare || isForHome(row) || !isFirstName(row.name)
}

function isForHome(row) {
  return row.call_link || row.caption_link || row.induction_loop || row.recorded
}
