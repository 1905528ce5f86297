// Time slots, plenaries and breaks, changed live.
import { holdsCells } from "../core/free_cells.js"
import { html, useState } from "../core/html.js"
import { timeOf } from "../core/clock.js"
import { inQuotes, t } from "../core/language.js"
import { span } from "../ui/cell.js"
import { Field } from "../ui/field.js"
import { dayAfter, isoAt, isOverlap, shifted } from "../core/wall_time.js"
import { SLOT_KINDS } from "../core/vocabulary.js"
import { sentenceOf } from "../core/refusals.js"
import { WorkingOn } from "./also_here.js"
import { nameOf } from "./clock_line.js"
import { useEdits } from "./edits.js"
import { sessionsIn, titles, whatHappens } from "./rooms.js"

/** @param {Props} props */
export function Slots({ host }) {
  const { g } = host
  return html`
    <section class="paper" aria-labelledby="slots-title">
      <h3 id="slots-title">${t("Times")}</h3>
      ${g.days.value.map(day => html`
        <div key=${day.date}>
          ${g.days.value.length > 1 && html`<h4>${day.label}</h4>`}
          <ul class="rows">
            ${day.slots.map(slot => html`<${Slot} key=${slot.id} host=${host} slot=${slot} />`)}
          </ul>
        </div>`)}
      <${AddSlot} host=${host} />
      ${g.slots.value.length > 1 && html`<p><button class="button button--quiet" onClick=${() => host.open("shift")}>${t("Change several times")}</button></p>`}
    </section>`
}

/** @param {Props} props */
function Slot({ host, slot }) {
  const [open, setOpen] = useState(false)
  const { g } = host
  const clash = clashOf(g, asTyped(slot, g.about.value), slot.id)
  return html`
    <li class=${`setrow setrow--${slot.kind} slot-${slot.colour ?? 0}`}>
      <div class="setrow__line">
        ${slot.code ? html`<span class="code">${slot.code}</span>` : html`<span class="setrow__letter"></span>`}
        <span class="setrow__text"><b class="times">${span(slot, g)}</b> ${slot.label || (holdsCells(slot) ? "" : nameOf(slot))}
          ${slot.given_by && html` <span class="soft">${t("with {name}", { name: slot.given_by })}</span>`}
          ${slot.about && html` <span class="soft">${slot.about}</span>`}
          ${clash && !open && html`<span class="setrow__clash">${clash}</span>`}
          <${WorkingOn} host=${host} item=${`slots/${slot.id}`} mine=${open} /></span>
        <span class="setrow__acts">
          <button class="button button--quiet" aria-expanded=${open} aria-label=${t("Edit {slot}, {times}", { slot: nameOf(slot), times: span(slot, g) })}
            onClick=${() => setOpen(!open)}>${t("Edit")}</button>
        </span>
      </div>
      ${open && html`<${EditSlot} host=${host} slot=${slot} done=${() => setOpen(false)} />`}
    </li>`
}

const NO_DAY = t("Choose a day.")

/** @param {Props} props */
function EditSlot({ host, slot, done }) {
  const edits = useEdits(asTyped(slot, host.g.about.value))
  const [error, setError] = useState("")
  const save = async event => {
    event.preventDefault()
    if (!edits.value("day")) return setError(NO_DAY)
    const { day, from, to, ...rest } = edits.changed
    const times = day || from || to ? timesOf(edits.value) : {}
    if (rest.kind && rest.kind !== slot.kind && !(await maySweep(host, slot))) return
    const answer = await host.outbox.send("edit_slot", { slot: slot.id, ...rest, ...times })
    if (!answer.ok) return setError(sentenceOf(answer.error))
    host.notify(t("Saved. The wall shows it."))
    done()
  }
  return html`
    <form class="setform" onSubmit=${save} noValidate>
      <${SlotFields} id=${`slot-${slot.id}`} value=${edits.value} set=${edits.set} error=${error}
        clash=${clashOf(host.g, typedIn(edits.value), slot.id)} />
      <div class="row field--wide">
        <button class="button" disabled=${!edits.isChanged}>${t("Save")}</button>
        <button type="button" class="button button--quiet" onClick=${done}>${t("Cancel")}</button>
        <button type="button" class="button button--danger" onClick=${() => remove(host, slot)}>${t("Remove")}</button>
      </div>
    </form>`
}

/** @param {Props} props */
function AddSlot({ host }) {
  const [draft, setDraft] = useState(null)
  const [error, setError] = useState("")
  const { g } = host
  if (!draft) {
    return html`<p><button class="button button--quiet" onClick=${() => setDraft(likelyNext(g))}>${t("Add a time")}</button></p>`
  }
  const value = name => draft[name]
  const add = async event => {
    event.preventDefault()
    const { label, kind, about, given_by } = draft
    if (!draft.day) return setError(NO_DAY)
    const answer = await host.outbox.send("add_slot", { ...timesOf(value), label: label.trim(), kind, about: about.trim(), given_by: given_by.trim() })
    if (!answer.ok) return setError(sentenceOf(answer.error))
    host.notify(t("Added. The wall shows it."))
    setDraft(null)
    setError("")
  }
  return html`
    <form class="setform" onSubmit=${add} noValidate>
      <${SlotFields} id="new-slot" value=${value} set=${(name, typed) => setDraft({ ...draft, [name]: typed })} error=${error}
        clash=${clashOf(g, draft)} />
      <div class="row field--wide">
        <button class="button">${t("Add")}</button>
        <button type="button" class="button button--quiet" onClick=${() => setDraft(null)}>${t("Cancel")}</button>
      </div>
    </form>`
}

function SlotFields({ id, value, set, error, clash }) {
  const at = name => ({ id: `${id}-${name}`, value: value(name), onInput: typed => set(name, typed) })
  return html`
    <${Field} ...${at("day")} label=${t("Day")} type="date" />
    <${Field} ...${at("kind")} label=${t("Kind")} options=${SLOT_KINDS} />
    <${Field} ...${at("from")} label=${t("From")} type="time" error=${error} />
    <${Field} ...${at("to")} label=${t("To")} type="time" />
    <p class="setrow__clash field--wide" role="status">${clash}</p>
    <${Field} ...${at("label")} label=${t("Name, if it has one")} wide autocomplete="off" />
    ${!holdsCells({ kind: value("kind") }) && html`
      <${Field} ...${at("about")} label=${t("What happens then")} wide rows="2" />
      <${Field} ...${at("given_by")} label=${t("Who gives it")} wide autocomplete="off"
        hint=${t("A welcome or an invited input. The invitation and the book name them, unless nobody is named here.")} />`}`
}

/** A slot's row as its form holds it. */
function asTyped(slot, about) {
  return {
    day: slot.day, from: timeOf(slot.starts_at, about), to: timeOf(slot.ends_at, about),
    kind: slot.kind, label: slot.label, about: slot.about, given_by: slot.given_by,
  }
}

function typedIn(value) {
  return { day: value("day"), from: value("from"), to: value("to") }
}

/** A sentence about another time slot than `id` that is on at the same time, or "". It is allowed: only said. */
function clashOf(g, line, id = null) {
  if (!line.day || !line.from || !line.to) return ""
  const whole = typed => isLate(typed) ? { ...typed, to: `${Number(typed.to.slice(0, 2)) + 24}${typed.to.slice(2)}` } : typed
  const others = g.slots.value.filter(slot => slot.id !== id && slot.day === line.day)
  const other = others.find(slot => isOverlap(whole(line), whole(asTyped(slot, g.about.value))))
  return other ? t("At the same time as {slot}, {times}.", { slot: other.label ? inQuotes(other.label) : nameOf(other), times: span(other, g) }) : ""
}

function isLate({ from, to }) {
  return to <= from && to < "06:00"
}

function timesOf(value) {
  const over = isLate(typedIn(value))
  return {
    starts_at: isoAt(value("day"), value("from")),
    // A late session may end after midnight.
    ends_at: isoAt(over ? dayAfter(value("day")) : value("day"), value("to")),
  }
}

function likelyNext(g) {
  const last = g.slots.value.at(-1)
  const about = g.about.value
  const from = last ? timeOf(last.ends_at, about) : "10:00"
  const day = last?.day ?? (about.starts_on || new Date().toISOString().slice(0, 10))
  return { day, from, to: shifted(from, 45), kind: "session", label: "", about: "", given_by: "" }
}

async function maySweep(host, slot) {
  const held = sessionsIn(host.g, "slot", slot.id)
  return !held.length || host.confirm({
    title: t("Make {code} a time for everybody together?", { code: slot.code }), text: whatHappens(held),
    items: titles(host.g, held), yes: t("Change it"), danger: true,
  })
}

async function remove(host, slot) {
  const held = sessionsIn(host.g, "slot", slot.id)
  const sure = await host.confirm({
    title: t("Remove {slot}, {times}?", { slot: nameOf(slot), times: span(slot, host.g) }),
    text: held.length ? whatHappens(held) : t("It has no sessions."),
    items: titles(host.g, held), yes: t("Remove the time"), danger: true,
  })
  if (sure) host.send("remove_slot", { slot: slot.id }, t("The time is removed."))
}
