// The reports on the wall, as in a gallery: one page for each session that has something to show.
import { computed, effect, signal, untracked } from "../core/html.js"
import { sessionsInOrder } from "../core/harvest.js"
import { NOTE_KINDS } from "../core/vocabulary.js"
import { textOnWall } from "./content_note.js"
import { lengths } from "./stage.js"
import { fill } from "./statement_pages.js"
import { createTurning } from "./turning.js"

/** `size` is set by whoever draws the columns. `isWorth`: a signal of whether there is anything to show. */
export function createGalleryStage(g) {
  const size = signal(null)
  const reports = computed(() => reportsOf(g))
  const isWorth = computed(() => reports.value.length > 0)
  const pages = computed(() => {
    const room = size.value && { ...size.value, lengthOf: lengths(size.value), width: size.value.width * 0.93 }
    return reports.value.map(report => ({ ...report, ...(room ? dealReport(report, room) : { columns: [], isCut: false }) }))
  })
  const turning = createTurning({ pages: () => pages.value, isNow: () => false, isWorth: () => true })
  effect(() => {
    const count = pages.value.length
    if (count && turning.index.peek() >= count) untracked(turning.start)
  })
  const page = computed(() => pages.value[turning.index.value] ?? pages.value[0] ?? null)
  return { size, pages, page, turning, isWorth }
}

/** @param {Gathering} g */
function reportsOf(g) {
  return sessionsInOrder(g)
    .map(session => {
      const topic = g.tables.topics.value.get(session.topic)
      const notes = notesOf(g, session)
      return { session, topic, photo: notes.find(({ photo, content_note }) => photo && !content_note) ?? null, items: itemsOf(notes) }
    })
    .filter(({ topic, photo, items }) => topic && !topic.hidden && (photo || items.length))
}

/** Those of the session, and those whose session was released, with the first session of their topic. */
function notesOf(g, session) {
  const first = g.placed.value.get(session.topic)?.[0]?.id
  const isHere = note => note.session === session.id
    || (session.id === first && note.topic === session.topic && !g.tables.sessions.value.get(note.session)?.slot)
  return [...g.tables.notes.value.values()].filter(note => !note.hidden && isHere(note))
}

/** The texts in the order of a report, with the name of their kind. */
function itemsOf(notes) {
  return NOTE_KINDS.filter(({ kind }) => kind !== "photo").flatMap(({ kind, name }) =>
    notes.filter(note => note.kind === kind && note.text)
      .map(note => ({ id: note.id, text: textOnWall(note), foot: [name, note.by_name].filter(Boolean).join(" · ") })))
}

/** The text goes beside the picture, or into two columns. What does not fit is in the book. */
export function dealReport({ items, photo }, room) {
  const all = fill({ key: "", heading: "", items }, room).filter(({ parts }) => parts.length)
  const most = photo ? 1 : 2
  return { columns: all.slice(0, most), isCut: all.length > most }
}
