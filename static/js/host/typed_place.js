// The place that somebody wrote on a topic card: a cell ("2B"), or a time and place of their own ("15:10 bench by the pond").
import { dayOf, isoDateOf, now } from "../core/clock.js"
import { freeCells, inRoom } from "../core/free_cells.js"
import { t } from "../core/language.js"
import { withCommas } from "../core/lists.js"
import { daysOf, timesOf } from "../ui/elsewhere_form.js"

const TIMED = /^(?:(\p{L}+)\.?\s+)?(\d{1,2}[:.]\d{2})(?:\s*[-–]\s*(\d{1,2}[:.]\d{2}))?[\s,]+(.+)$/u

/**
 * `{args}` of claim_cell (`{room, slot}`) or claim_place (`{place, starts_at, ends_at?}`), or `{problem}`, a sentence. `{}` if
 * nothing is typed.
 *
 * @param {Gathering} g
 * @param {string} typed
 */
export function placeTyped(g, typed) {
  const text = typed.trim()
  if (!text) return {}
  const timed = TIMED.exec(text)
  return timed ? placeAndTime(g, timed) : cellTyped(g, text)
}

function cellTyped(g, text) {
  const wanted = text.replace(/\s/g, "").toUpperCase()
  for (const slot of g.slots.value.filter(({ kind }) => kind === "session")) {
    const room = g.rooms.value.find(({ letter }) => `${slot.code}${letter}`.toUpperCase() === wanted)
    if (!room) continue
    const held = inRoom(g, room, slot)
    return held ? { problem: t("{code} is taken by “{topic}”.", { code: wanted, topic: held.topic.title }) + freeThen(g, slot) } : { args: { room: room.id, slot: slot.id } }
  }
  return { problem: t("There is no cell {code}. Type one like 2B, or a time and a place: 15:10 bench by the pond.", { code: text.slice(0, 40) }) }
}

/** " Free then: 2A, 2C.", or "". */
function freeThen(g, slot) {
  const free = freeCells(g).filter(one => one.slot.id === slot.id).map(({ room }) => `${slot.code}${room.letter}`)
  return free.length ? ` ${t("Free then: {codes}.", { codes: withCommas(free.slice(0, 6)) })}` : ""
}

/** @param {any} g @param {string[]} timed */
function placeAndTime(g, [, day, from, to, place]) {
  const about = g.about.value
  const date = dateOf(g, day)
  if (!date) return { problem: t("Which day is “{day}”? Type the name of the day, or leave it out.", { day }) }
  const times = [from, to].map(clockTime)
  if (times.includes(null)) return { problem: t("The time is not between 00:00 and 23:59. Type it like 15:10.") }
  return { args: { place: place.trim(), ...timesOf({ day: date, from: times[0], to: times[1] }, about) } }
}

/** "09:05" for "9.05"; "" for nothing; null if it is no time. */
function clockTime(typed) {
  if (!typed) return ""
  const [hour, minute] = typed.split(/[:.]/)
  return Number(hour) < 24 && Number(minute) < 60 ? `${hour.padStart(2, "0")}:${minute}` : null
}

/** The day by its name or its letters in codes; without one today, else the first day. */
function dateOf(g, typed) {
  const about = g.about.value
  const days = daysOf(about)
  if (!typed) return [isoDateOf(now().toISOString(), about)].find(today => days.includes(today)) ?? days[0]
  const wanted = typed.toLowerCase()
  const byCode = g.slots.value.find(({ code }) => code?.replace(/\d+$/, "").toLowerCase() === wanted)
  return byCode?.day ?? days.find(day => dayOf(day, about).toLowerCase().startsWith(wanted))
}
