// The reports on the wall, as in a gallery: one page for each session that has something to show.
import { topicOf } from "../core/gathering.js"
import { computed } from "../core/html.js"
import { notesBySession, sessionsInOrder } from "../core/harvest.js"
import { NOTE_KINDS } from "../core/vocabulary.js"
import { textOnWall } from "./content_note.js"
import { createPaging } from "./paging.js"
import { fill, roomFor } from "./statement_pages.js"

/** `isWorth`: a signal of whether there is anything to show. */
export function createGalleryStage(g) {
  const reports = computed(() => reportsOf(g))
  const isWorth = computed(() => reports.value.length > 0)
  const deal = room => reports.value.map(report => ({ ...report, ...dealReport(report, roomFor(room)) }))
  return { ...createPaging({ deal }), isWorth }
}

/** @param {Gathering} g */
function reportsOf(g) {
  const bySession = notesBySession(g)
  return sessionsInOrder(g)
    .map(session => {
      const topic = topicOf(g.tables, session)
      const notes = bySession.get(session.id) ?? []
      return { session, topic, photo: notes.find(({ photo, content_note }) => photo && !content_note) ?? null, items: itemsOf(notes) }
    })
    .filter(({ topic, photo, items }) => topic && !topic.hidden && (photo || items.length))
}

/** The texts in the order of a report, with the name of their kind. */
function itemsOf(notes) {
  return NOTE_KINDS.filter(({ kind }) => kind !== "photo").flatMap(({ kind, name }) =>
    notes.filter(note => note.kind === kind && note.text)
      .map(note => ({ id: note.id, text: textOnWall(note), foot: [name, note.by_name].filter(Boolean).join(" · ") })))
}

/** The text goes beside the picture, or into two columns. What does not fit is in the book. */
function dealReport({ items, photo }, room) {
  const all = fill({ key: "", heading: "", items }, room).filter(({ parts }) => parts.length)
  const most = photo ? 1 : 2
  return { columns: all.slice(0, most), isCut: all.length > most }
}
