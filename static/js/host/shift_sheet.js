// Other times for several slots of a day in one tap: seen first, then sent, and undone in the same way.
import { holdsCells } from "../core/free_cells.js"
import { dayToday, now, timeOf } from "../core/clock.js"
import { html, useState } from "../core/html.js"
import { t, tc } from "../core/language.js"
import { withCommas } from "../core/lists.js"
import { sentenceOf } from "../core/refusals.js"
import { Field } from "../ui/field.js"
import { span } from "../ui/cell.js"
import { nameOf } from "./clock_line.js"
import { asTimes, later, longer, movedTo, neighbours, previewOf, swapped, timed } from "./shift.js"
import { Preview } from "./shift_preview.js"
import { keepUndo } from "./shift_undo.js"

const WAYS = [["later", t("Later or earlier")], ["longer", t("Longer or shorter")], ["pause", t("Move a break")]]
const MINUTES = ["5", "10", "15", "30"]
const MOST = 720

/** @param {Props} props */
export function Shift({ host }) {
  const { g } = host
  const days = g.days.value.filter(one => one.slots.length)
  const [date, setDate] = useState((dayToday(days) ?? days.at(-1))?.date)
  const [way, setWay] = useState("later")
  const [error, setError] = useState("")
  const day = days.find(one => one.date === date)
  if (!day) return html`<h2 id="sheet-title">${t("Change the times")}</h2><p>${t("There are no time slots yet.")}</p>`
  const entries = timed(day)
  const ways = WAYS.filter(([key]) => key !== "pause" || entries.some(isPause))
  const Way = { later: Later, longer: Longer, pause: MovePause }[way]
  const send = async changes => {
    const before = asTimes(changes.map(({ was }) => was))
    const slots = asTimes(changes)
    const answer = await host.outbox.send("edit_slots", { slots })
    if (!answer.ok) return setError(sentenceOf(answer.error))
    keepUndo(host, before, slots)
    host.close()
    host.notify(t("The times are changed. Every screen shows them."))
  }
  const onPlan = () => setError("")
  return html`
    <h2 id="sheet-title">${t("Change the times")}</h2>
    ${days.length > 1 && html`<${Field} id="shift-day" label=${t("Day")} value=${date} onInput=${value => { setDate(value); onPlan() }}
      options=${days.map(one => [one.date, one.label])} />`}
    <p class="row" role="group" aria-label=${t("What to change")}>
      ${ways.map(([key, label]) => html`<button type="button" key=${key} class="chip" aria-pressed=${way === key}
        onClick=${() => { setWay(key); onPlan() }}>${label}</button>`)}
    </p>
    <${Way} key=${date} g=${g} entries=${entries} onPlan=${onPlan}>${changes => html`
      <${Preview} g=${g} day=${day} preview=${previewOf(g, entries, changes)} error=${error} onSend=${send} onCancel=${() => host.close()} />`}<//>`
}

/** Everything that begins from a slot on. A slot that has begun can be chosen, too: people may still wait for it. @param {Props} props */
function Later({ g, entries, onPlan, children }) {
  const at = now().getTime()
  const open = entries.filter(one => one.ends > at)
  const offered = open.length ? open : entries
  const [from, setFrom] = useState((offered.find(one => one.starts > at) ?? offered[0]).slot.id)
  const [by, setBy] = useState(0)
  const first = offered.find(one => one.slot.id === from) ?? offered[0]
  return html`
    <${Field} id="shift-from" label=${tc("a time slot", "From")} value=${first.slot.id} onInput=${value => { setFrom(value); onPlan() }}
      options=${offered.map(one => [one.slot.id, named(one.slot, g)])} />
    <${Minutes} more=${t("later")} less=${t("earlier")} onInput=${minutes => { setBy(minutes); onPlan() }} />
    ${children(later(entries, first.starts, by))}`
}

/** One slot gets more minutes, or fewer. @param {Props} props */
function Longer({ g, entries, onPlan, children }) {
  const at = now().getTime()
  const open = entries.filter(one => one.ends > at)
  const offered = open.length ? open : entries
  const [which, setWhich] = useState(offered[0].slot.id)
  const [by, setBy] = useState(0)
  const entry = offered.find(one => one.slot.id === which) ?? offered[0]
  const isPossible = entry.ends + by * 60_000 > entry.starts
  return html`
    <${Field} id="shift-which" label=${t("Which")} value=${entry.slot.id} onInput=${value => { setWhich(value); onPlan() }}
      options=${offered.map(one => [one.slot.id, named(one.slot, g)])} />
    <${Minutes} more=${t("longer")} less=${t("shorter")} onInput=${minutes => { setBy(minutes); onPlan() }} />
    ${isPossible ? children(longer(entries, entry, by)) : html`<p class="error" role="status">${t("It does not last so long.")}</p>`}`
}

/** A break, or another time for everybody, changes places with a neighbour, or begins at another time. @param {Props} props */
function MovePause({ g, entries, onPlan, children }) {
  const about = g.about.value
  const pauses = entries.filter(isPause)
  const [which, setWhich] = useState((pauses.find(one => one.starts > now().getTime()) ?? pauses[0]).slot.id)
  const [where, setWhere] = useState("")
  const entry = pauses.find(one => one.slot.id === which) ?? pauses[0]
  const [time, setTime] = useState(timeOf(entry.slot.starts_at, about))
  const beside = neighbours(entries, entry)
  const choose = value => { setWhere(value); onPlan() }
  const changes = where === "at" ? movedTo(entries, entry, momentOf(time, entry, about))
    : beside[where] ? swapped(entry, beside[where]) : []
  const chip = (key, label) => html`<button type="button" class="chip" aria-pressed=${where === key} onClick=${() => choose(key)}>${label}</button>`
  return html`
    <${Field} id="shift-pause" label=${t("Which")} value=${entry.slot.id} options=${pauses.map(one => [one.slot.id, named(one.slot, g)])}
      onInput=${value => { setWhich(value); setTime(timeOf(pauses.find(one => one.slot.id === value).slot.starts_at, about)); choose("") }} />
    <p class="row" role="group" aria-label=${t("Where to")}>
      ${beside.before && chip("before", t("Before {slot}", { slot: groupName(beside.before, g) }))}
      ${beside.after && chip("after", t("After {slot}", { slot: groupName(beside.after, g) }))}
      ${chip("at", t("At another time"))}
    </p>
    ${where === "at" && html`<${Field} id="shift-time" label=${t("It begins at")} type="time" value=${time} onInput=${value => { setTime(value); onPlan() }}
      hint=${t("What is after it moves along.")} />`}
    ${children(changes)}`
}

/** Minutes by a tap, or typed; the direction beside it. @param {Props} props */
function Minutes({ more, less, onInput }) {
  const [typed, setTyped] = useState("")
  const [sign, setSign] = useState(1)
  const set = (minutes, direction) => {
    setTyped(minutes)
    setSign(direction)
    const number = Number(minutes)
    onInput(Number.isInteger(number) && number > 0 && number <= MOST ? number * direction : 0)
  }
  return html`
    <div class="minutes">
      <p class="row" role="group" aria-label=${t("Minutes")}>
        ${MINUTES.map(minutes => html`<button type="button" key=${minutes} class="chip" aria-pressed=${typed === minutes}
          onClick=${() => set(minutes, sign)}>${t("{minutes} min", { minutes })}</button>`)}
      </p>
      <div class="row minutes__typed">
        <${Field} id="shift-minutes" label=${t("Minutes")} type="number" inputmode="numeric" min="1" max=${MOST} value=${typed} onInput=${value => set(value, sign)} />
        <span class="row" role="group" aria-label=${t("Direction")}>
          ${[[1, more], [-1, less]].map(([direction, label]) => html`<button type="button" key=${label} class="chip" aria-pressed=${sign === direction}
            onClick=${() => set(typed, direction)}>${label}</button>`)}
        </span>
      </div>
    </div>`
}

function isPause({ slot }) {
  return !holdsCells(slot)
}

/** "2 · 11:00–11:45", "Lunch · 12:30–13:30". */
function named(slot, g) {
  return `${holdsCells(slot) && slot.label ? `${slot.code} ${slot.label}` : nameOf(slot)} · ${span(slot, g)}`
}

function groupName({ entries }, g) {
  const [{ slot }] = entries
  return `${withCommas(entries.map(one => one.slot.code || nameOf(one.slot)))} (${timeOf(slot.starts_at, g.about.value)})`
}

/** That time on the clock of the entry's day, in milliseconds. */
function momentOf(time, entry, about) {
  const minutes = text => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
  return entry.starts + (minutes(time) - minutes(timeOf(entry.slot.starts_at, about))) * 60_000
}
