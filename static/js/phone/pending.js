// Commands that have no answer yet, shown over the rows of the gathering: at once, marked as "saving…", and never
// mistaken for saved.
import { computed } from "../core/html.js"
import { now } from "../core/clock.js"

/** Views of the gathering with the outbox's commands in it; rows from there have `pending: true`. */
export function createPending(g, outbox) {
  const waiting = name => outbox.waiting.value.filter(entry => entry.name === name)

  const topics = computed(() => waiting("propose_topic").filter(entry => !arrived(entry, g.tables.topics, "title")).map(({ id, args, at }) => ({
    ...args, id, at: new Date(at).toISOString(), tags: args.tags ?? [], mine: true, pending: true,
  })))

  // Topics on their way into a cell: `${room}|${slot}` → topic.
  const coming = computed(() => {
    const { topics: known, sessions } = g.tables
    const asked = [...waiting("claim_cell"), ...waiting("move_session")].map(({ args }) => args)
    return new Map(asked.flatMap(({ room, slot, topic, session }) => {
      const row = known.value.get(topic ?? sessions.value.get(session)?.topic)
      return row ? [[`${room}|${slot}`, row]] : []
    }))
  })

  // Cells without the sessions that are moving away; one being freed is marked.
  const cells = computed(() => {
    const moving = new Set(waiting("move_session").map(({ args }) => args.session))
    const leaving = new Set(waiting("release_session").map(({ args }) => args.session))
    if (!moving.size && !leaving.size) return g.cells.value
    const staying = [...g.cells.value].filter(([, { session }]) => !moving.has(session.id))
    return new Map(staying.map(([key, held]) =>
      [key, leaving.has(held.session.id) ? { ...held, pending: true } : held]))
  })

  /** Whether I am interested, counting the tap that was not answered yet. */
  function interested(topic) {
    const tap = waiting("mark_interest").findLast(({ args }) => args.topic === topic)
    return tap ? tap.args.interested : g.interests.value.has(topic)
  }

  /** Where a topic is on its way to, or null. */
  function placeOf(topic) {
    return waiting("claim_cell").find(({ args }) => args.topic === topic)?.args ?? null
  }

  /** Notes of a session in order of time, with those being posted, edited and retracted. */
  function notesOf(session, topic) {
    const edits = new Map(waiting("edit_note").map(({ args }) => [args.note, args]))
    const gone = new Set(waiting("retract_note").map(({ args }) => args.note))
    // A note of a released session comes with its topic.
    const here = note => note.session === session ||
      (note.topic === topic && !g.tables.sessions.value.has(note.session))
    const known = [...g.tables.notes.value.values()]
      .filter(note => here(note) && (!note.hidden || note.mine))
      .map(note => edits.has(note.id) ? { ...note, ...without(edits.get(note.id)), pending: true } : note)
      .map(note => gone.has(note.id) ? { ...note, pending: true, going: true } : note)
    const coming = waiting("post_note")
      .filter(entry => entry.args.session === session && !arrived(entry, g.tables.notes, "text"))
      .map(({ id, args, at }) => ({
        ...args, id, at: new Date(at).toISOString(), mine: true, pending: true, coming: true,
      }))
    return [...known.sort((a, b) => (a.at < b.at ? -1 : 1)), ...coming]
  }

  /** What people brought to the statement in order of time, with what is being posted, edited and retracted. */
  function evidenceOf() {
    const edits = new Map(waiting("edit_evidence").map(({ args }) => [args.evidence, args]))
    const gone = new Set(waiting("retract_evidence").map(({ args }) => args.evidence))
    const known = [...g.tables.evidence.value.values()]
      .filter(item => !item.hidden || item.mine)
      .map(item => edits.has(item.id) ? { ...item, ...without(edits.get(item.id)), own_kind: edits.get(item.id).kind, pending: true } : item)
      .map(item => gone.has(item.id) ? { ...item, pending: true, going: true } : item)
    const coming = waiting("post_evidence").filter(entry => !arrived(entry, g.tables.evidence, "text"))
      .map(({ id, args, at }) => ({ ...args, id, at: new Date(at).toISOString(), mine: true, pending: true }))
    return [...known.sort((a, b) => (a.at < b.at ? -1 : 1)), ...coming]
  }

  return { topics, cells, coming, interested, placeOf, notesOf, evidenceOf, waiting }
}

/** Whether the row a command asks for is here already: changes often come before their answer. */
function arrived({ args, at }, table, column) {
  const age = Date.now() - at + 2000
  return [...table.value.values()].some(row =>
    row.mine && row[column] === args[column] && (!args.kind || (row.own_kind ?? row.kind) === args.kind) && now().getTime() - Date.parse(row.at) < age)
}

function without({ note: _note, evidence: _evidence, rev: _rev, ...rest }) {
  return rest
}
