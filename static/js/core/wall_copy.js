// A copy of the wall on this phone, to be read without a network, if its owner asked for it. It is in localStorage, where whatever
// forgets a gathering forgets it, too. Its key is also the switch: without the key nothing is kept
// (docs/decisions/0075-reading-without-a-network.md).
import { exactNow } from "./clock.js"
import { isOffTheWall } from "./gathering.js"
import { forget, keep, keysOf, recall } from "./storage.js"

const START = "copy."
const LASTS = 24 * 60 * 60_000
const EMPTY = {}

// Nothing else is kept. No column here names somebody who takes part, or is different for the person who reads.
const ABOUT = ["timezone", "phase", "help"]
const ROOM = ["id", "letter", "name", "capacity", "access", "position", "folded"]
const SLOT = ["id", "starts_at", "ends_at", "label", "kind", "about", "day", "code", "number", "colour"]
const TOPIC = ["id", "title", "content_note", "for_action"]
const SESSION = ["id", "topic", "joined", "room", "slot", "code", "place", "starts_at", "ends_at"]
const SESSION_OF_COVERED = SESSION.filter(column => column !== "place")

/** The key of a gathering's copy, for `onOtherTab`. */
export const copyKey = code => START + code

/** Whether this phone keeps the wall of a gathering. */
export const isKept = code => recall(START + code) !== null

export function turnOn(code) {
  keep(START + code, EMPTY)
}

export function turnOff(code) {
  forget(START + code)
}

/** Replaces the copy. Whoever turned it off meanwhile, as in another tab, has it off. */
export function keepCopy(code, g) {
  if (!isKept(code)) return
  // First, because on a full phone the new copy is not stored, and the old one may have what was taken back since.
  keep(START + code, EMPTY)
  keep(START + code, copyOf(g))
}

/** The copy, as the `state` of a createGathering(), with the moment of it by this phone's clock (`at`); or null. */
export function recallCopy(code) {
  emptyOld()
  const copy = recall(START + code)
  return copy?.tables ? copy : null
}

/** Empties what is older than a day. Whether somebody wants a copy stays. */
export function emptyOld() {
  for (const key of keysOf(START)) {
    const { at, tables } = recall(key) ?? EMPTY
    // A clock that was put back makes nothing younger.
    const isFresh = Math.abs(Date.now() - at) < LASTS
    if (tables && !isFresh) keep(key, EMPTY)
  }
}

/**
 * What everybody sees of the wall, and less: without names. It is the same on the phone of a topic's author and on everybody else's,
 * also in the order of its rows.
 *
 * @param {Gathering} g
 */
export function copyOf({ about, tables }) {
  const topics = rowsOf(tables.topics).filter(topic => !isOffTheWall(topic))
  const known = new Map(topics.map(topic => [topic.id, topic]))
  const sessions = rowsOf(tables.sessions).filter(session => session.code && known.has(session.topic))
  const placed = new Set(sessions.flatMap(({ topic, joined }) => [topic, joined]))
  return {
    at: Date.now(), now: new Date(exactNow()).toISOString(), seq: 0,
    gathering: only(about.value, ABOUT),
    tables: {
      rooms: rowsOf(tables.rooms).map(room => only(room, ROOM)),
      slots: rowsOf(tables.slots).map(slot => only(slot, SLOT)),
      topics: topics.filter(topic => placed.has(topic.id)).map(wordsOf),
      sessions: sessions.map(session => only(session, known.get(session.topic).covered ? SESSION_OF_COVERED : SESSION)),
    },
  }
}

// Its author sees the words of a covered topic, but this is what others see.
function wordsOf({ id, for_action, covered, ...topic }) {
  return covered ? { id, for_action, covered, title: "" } : only({ id, for_action, ...topic }, TOPIC)
}

function rowsOf(table) {
  return [...table.value.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

function only(row, columns) {
  return Object.fromEntries(columns.filter(column => row[column]).map(column => [column, row[column]]))
}
