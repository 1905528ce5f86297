// Sessions and their notes, counted as the book counts them: by session, not by topic.
import { isReport } from "./reported.js"
import { beginOf } from "./places.js"
import { REPORT } from "./vocabulary.js"

/**
 * The sessions that have a place, by time and code.
 *
 * @param {Gathering} g
 */
export function sessionsInOrder(g) {
  return [...g.cells.value.values(), ...g.elsewhere.value]
    .map(({ session }) => session)
    .sort((a, b) => beginOf(g, a) - beginOf(g, b) || (a.code < b.code ? -1 : 1))
}

/**
 * Those that bring a report back: all but action groups, which bring actions.
 *
 * @param {Gathering} g
 */
export function sessionsCalled(g) {
  return sessionsInOrder(g).filter(({ topic }) => !g.tables.topics.value.get(topic)?.for_action)
}

/**
 * Session → its notes that are not hidden. A note of a session that was released belongs to the first session of its topic.
 *
 * @param {Gathering} g
 */
export function notesBySession(g) {
  const held = new Set(sessionsInOrder(g).map(session => session.id))
  const found = new Map()
  for (const note of g.tables.notes.value.values()) {
    const id = held.has(note.session) ? note.session : g.placed.value.get(note.topic)?.[0]?.id
    if (!id || note.hidden) continue
    if (found.has(id)) found.get(id).push(note)
    else found.set(id, [note])
  }
  return found
}

/**
 * The ids of the sessions that have a report. What the facilitator has covered does not count, because the book leaves it out.
 *
 * @param {Gathering} g
 */
export function sessionsWithReport(g) {
  return new Set([...notesBySession(g)].filter(([, notes]) => isReport(notes.filter(note => !note.covered), REPORT)).map(([id]) => id))
}
