// Other times for several slots of a day: what a delay, a longer slot or a moved break does to it. Nothing is sent here.
import { holdsCells } from "../core/free_cells.js"
import { byCode } from "../core/lists.js"
import { isoDateOf } from "../core/clock.js"

const MINUTE = 60_000

/** The slots of a day as `{slot, starts, ends}` in milliseconds, in order of time. */
export function timed(day) {
  return day.slots.map(slot => ({ slot, starts: Date.parse(slot.starts_at), ends: Date.parse(slot.ends_at) }))
}

/** Everything that begins at `from` or later, so many minutes later. All these return the entries that change. */
export function later(entries, from, minutes) {
  return changed(entries.filter(one => one.starts >= from), minutes)
}

/** The entry lasts longer; what begins after it moves along, so that gaps stay. What is beside it stays. */
export function longer(entries, entry, minutes) {
  if (!minutes) return []
  return [{ ...entry, ends: entry.ends + minutes * MINUTE }, ...later(entries.filter(one => one !== entry), entry.ends, minutes)]
}

/** The entry begins at another time; what begins after it moves along. */
export function movedTo(entries, entry, starts) {
  return later(entries, entry.starts, (starts - entry.starts) / MINUTE)
}

/** What is directly `before` and `after` the entry, to change places with: entries that overlap are one. Null: none. */
export function neighbours(entries, entry) {
  const all = groups(entries)
  const at = all.findIndex(group => group.entries.includes(entry))
  const isAlone = all[at].entries.length === 1
  return { before: (isAlone && all[at - 1]) || null, after: (isAlone && all[at + 1]) || null }
}

/** The entry changes places with a neighbour. Both keep their length and the gap between them, and all others their times. */
export function swapped(entry, neighbour) {
  const own = { ...entry, entries: [entry] }
  const [first, second] = entry.starts < neighbour.starts ? [own, neighbour] : [neighbour, own]
  return [
    ...changed(second.entries, (first.starts - second.starts) / MINUTE),
    ...changed(first.entries, (second.ends - first.ends) / MINUTE),
  ]
}

/**
 * What the new times do: `changes` (`{slot, starts, ends, was, sessions, beside}` in order of time; `beside`: slots that are at the same
 * time then, and are not now), `clashes` (`[[code, code]…]`: sessions that one room would hold at once), `leaves` (whether a slot would be on another
 * day), `late` (slots that end after midnight and did not before).
 *
 * @param {Gathering} g
 */
export function previewOf(g, entries, changes) {
  const about = g.about.value
  const after = new Map([...entries, ...changes].map(one => [one.slot.id, one]))
  const was = new Map(entries.map(one => [one.slot.id, one]))
  const sessions = id => [...g.cells.value.values()].map(({ session }) => session).filter(session => session.slot === id)
  const overlaps = (all, id, other) => isOverlap(all.get(id), all.get(other))
  const besides = id => [...after.keys()].filter(other => other !== id && overlaps(after, id, other) && !overlaps(was, id, other))
  const dayAt = time => isoDateOf(new Date(time).toISOString(), about)
  const shown = [...changes].sort((a, b) => a.starts - b.starts).map(one => ({
    ...one, was: was.get(one.slot.id), sessions: sessions(one.slot.id), beside: besides(one.slot.id).map(id => after.get(id).slot),
  }))
  return {
    changes: shown,
    clashes: shown.flatMap(one => clashesOf(one, sessions)),
    leaves: shown.some(one => dayAt(one.starts) !== one.slot.day),
    late: shown.filter(one => dayAt(one.ends - 1) !== one.slot.day && dayAt(one.was.ends - 1) === one.slot.day).map(({ slot }) => slot),
  }
}

/** As `edit_slots` takes them. */
export function asTimes(changes) {
  return changes.map(({ slot, starts, ends }) => ({
    slot: slot.id, starts_at: new Date(starts).toISOString(), ends_at: new Date(ends).toISOString(),
  }))
}

function changed(entries, minutes) {
  return minutes ? entries.map(one => ({ ...one, starts: one.starts + minutes * MINUTE, ends: one.ends + minutes * MINUTE })) : []
}

function groups(entries) {
  const found = []
  for (const one of entries) {
    const last = found.at(-1)
    if (last && one.starts < last.ends) {
      last.entries.push(one)
      last.ends = Math.max(last.ends, one.ends)
    } else found.push({ starts: one.starts, ends: one.ends, entries: [one] })
  }
  return found
}

function isOverlap(one, other) {
  return one.starts < other.ends && other.starts < one.ends
}

/** Pairs of codes in one room that are at the same time then, and are not now. The server refuses them (`room_busy`). */
function clashesOf({ sessions: here, beside }, sessions) {
  return beside.filter(holdsCells).flatMap(({ id }) => sessions(id))
    .flatMap(there => here.filter(({ room }) => room === there.room).map(({ code }) => [code, there.code].sort(byCode)))
}
