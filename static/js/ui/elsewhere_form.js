// Choosing a place and time of one's own: "15:10, the bench by the pond".
import { dayOf, isoDateOf, now, timeOf } from "../core/clock.js"
import { html, useEffect, useRef, useState } from "../core/html.js"
import { inQuotes, t } from "../core/language.js"
import { withCommas } from "../core/lists.js"
import { isAtTimeOf } from "../core/places.js"
import { sentenceOf } from "../core/refusals.js"
import { LIMITS } from "../core/vocabulary.js"
import { dateIn, dayAfter, isoAt, utcOf } from "../core/wall_time.js"
import { Field } from "./field.js"
import { span } from "./cell.js"

const SOON = 10 * 60_000
const FIVE = 5 * 60_000
const MOST_DAYS = 60

/**
 * For `topic`, or for its `session`, which moves. `warning({starts_at, ends_at})` is a sentence about a chosen time, or "";
 * `onPlaced(code, times)` is called when it worked.
 *
 * @param {{app: any, topic: any, session?: any, again?: boolean, warning?: (times: any) => string, onPlaced: (code: string, times: any) => void}} props
 */
export function ElsewhereForm({ app, topic, session = null, again = false, warning = _times => "", onPlaced }) {
  const { g } = app
  const about = g.about.value
  const days = daysOf(about)
  const [draft, setDraft] = useState(() => startingWith(session, about, days))
  const [wrong, setWrong] = useState(/** @type {any} */ (null))
  const [isSaving, setSaving] = useState(false)
  // What is typed last, also if Enter comes in the same moment; and whether the form is still shown when the answer comes.
  const latest = useRef(draft)
  const isShown = useRef(true)
  useEffect(() => () => { isShown.current = false }, [])
  const set = patch => {
    latest.current = { ...latest.current, ...patch }
    setDraft(latest.current)
    setWrong(null)
  }
  const times = draft.from && timesOf(draft, about)
  const caution = times && warning(times)
  const refuse = error => {
    if (!isShown.current) return app.notify(`${sentenceOf(error)} (${inQuotes(topic.title.slice(0, 60))})`, "warn")
    setSaving(false)
    setWrong(error)
  }
  const done = (code, chosen) => {
    if (app.picked.value?.topic.id === topic.id) app.picked.value = null
    if (isShown.current) app.close()
    onPlaced(code, chosen)
  }
  const submit = async event => {
    event.preventDefault()
    const { place, from } = latest.current
    if (!place.trim()) return refuse({ field: "place", message: t("Say where you meet.") })
    if (!from) return refuse({ field: "from", message: t("Say when you begin.") })
    setSaving(true)
    const times = timesOf(latest.current, about)
    const where = { place: place.trim(), ...times }
    const answer = await (session
      ? app.outbox.send("move_to_place", { session: session.id, ...where })
      : app.outbox.send("claim_place", { topic: topic.id, ...where, ...(again && { again }) }))
    if (answer.ok) done(answer.result.code, times)
    else refuse(answer.error)
  }
  const take = async ([room, slot]) => {
    setSaving(true)
    const answer = await app.outbox.send(...(session
      ? ["move_session", { session: session.id, room, slot }]
      : ["claim_cell", { topic: topic.id, room, slot, ...(again && { again }) }]))
    if (answer.ok) done(answer.result.code, { slot })
    else refuse(answer.error)
  }
  const ofField = name => wrong?.field === name ? wrong.message : undefined
  return html`<form class="stack" onSubmit=${submit} noValidate>
    <${Field} id="elsewhere-place" label=${t("Where")} value=${draft.place} maxlength=${LIMITS.name} autocomplete="off" autofocus
      hint=${t("A place that is no room of the wall: the bench by the pond, the café.")} error=${ofField("place")} onInput=${place => set({ place })} />
    ${days.length > 1 && html`<${Field} id="elsewhere-day" label=${t("Day")} value=${draft.day} onInput=${day => set({ day })}
      options=${days.map(day => [day, dayOf(day, about)])} />`}
    <div class="elsewhere-times">
      <${Field} id="elsewhere-from" label=${t("From")} type="time" value=${draft.from} error=${ofField("from")} onInput=${from => set({ from })} />
      <${Field} id="elsewhere-to" label=${t("Until, if you know")} type="time" value=${draft.to} onInput=${to => set({ to })} />
    </div>
    <p class="hint" role="status">${caution}</p>
    ${wrong && !wrong.field && html`<p class="error" role="alert">${sentenceOf(wrong)}</p>`}
    ${wrong?.free?.length > 0 && html`<div class="choices">${freeAt(g, wrong.free, times).map(({ cell, slot, room }) => html`
      <button key=${cell.join()} type="button" class=${`button button--quiet choice slot-${slot.colour ?? 0}`} disabled=${isSaving} onClick=${() => take(cell)}>
        ${withCommas([`${slot.code}${room.letter} ${room.name}`, (days.length > 1 ? `${dayOf(slot.starts_at, about, "short")} ` : "") + span(slot, g)])}</button>`)}</div>`}
    <div class="send"><button class="button button--large" disabled=${isSaving}>${isSaving ? t("Saving…") : session ? t("Move it there") : t("Meet there")}</button></div>
  </form>`
}

/** The present place and time of a session that is elsewhere already; else soon, if the gathering is on today. */
function startingWith(session, about, days) {
  if (session?.starts_at) {
    const [from, to] = [session.starts_at, session.ends_at].map(at => (at ? timeOf(at, about) : ""))
    return { place: session.place, day: dateIn(session.starts_at), from, to }
  }
  const soon = new Date(Math.ceil((now().getTime() + SOON) / FIVE) * FIVE).toISOString()
  const today = isoDateOf(soon, about)
  return days.includes(today)
    ? { place: "", day: today, from: timeOf(soon, about), to: "" }
    : { place: "", day: days[0] ?? today, from: "", to: "" }
}

/** `{starts_at, ends_at?}`; an end before the beginning is on the next day. */
export function timesOf({ day, from, to }, about) {
  const starts_at = utcOf(isoAt(day, from), about)
  return { starts_at, ...(to && { ends_at: utcOf(isoAt(to > from ? day : dayAfter(day), to), about) }) }
}

export function daysOf({ starts_on, ends_on }) {
  const days = starts_on ? [starts_on] : []
  while (days.length && days.at(-1) < ends_on && days.length < MOST_DAYS) days.push(dayAfter(days.at(-1)))
  return days
}

/** The free cells of a room that was meant, `[room id, slot id]`, first those at the chosen time. */
function freeAt(g, free, times) {
  const found = free.flatMap(cell => {
    const [room, slot] = [g.tables.rooms.value.get(cell[0]), g.tables.slots.value.get(cell[1])]
    return room && slot ? [{ cell, room, slot, isThen: times && isAtTimeOf(g, times, { slot: slot.id }) }] : []
  })
  return found.sort((a, b) => Number(b.isThen) - Number(a.isThen)).slice(0, 6)
}
