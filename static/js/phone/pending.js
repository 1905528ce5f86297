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
    const moving = new Set([...waiting("move_session"), ...waiting("move_to_place")].map(({ args }) => args.session))
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
    return [...waiting("claim_cell"), ...waiting("claim_place")].find(({ args }) => args.topic === topic)?.args ?? null
  }

  /** Topics on their way to a free place. */
  function goingElsewhere() {
    const { topics: known, sessions } = g.tables
    const asked = [...waiting("claim_place"), ...waiting("move_to_place")].map(({ args }) => args)
    return asked.flatMap(({ topic, session }) => known.value.get(topic ?? sessions.value.get(session)?.topic) ?? [])
  }

  /** Notes of a session. */
  function notesOf(session, topic) {
    // A note of a released session comes with its topic, also where that has joined another one's session.
    const { joined } = g.tables.sessions.value.get(session) ?? {}
    const isHere = note => note.session === session ||
      ([topic, joined].includes(note.topic) && !g.tables.sessions.value.has(note.session))
    return written("note", g.tables.notes, isHere, args => args.session === session)
  }

  /** What people brought to the statement. */
  function evidenceOf() {
    // A closing reflection is not about the statement.
    return written("evidence", g.tables.evidence, ({ form }) => form !== "closing", () => true, ({ kind }) => ({ own_kind: kind }))
  }

  /**
   * Rows in order of time, with those being posted, edited and retracted. `noun` names a row in the commands; `isMeant` chooses
   * posts by their arguments; `edited` gives what an edit changes beside its arguments.
   */
  function written(noun, table, isHere, isMeant, edited = _args => ({})) {
    const edits = new Map(waiting(`edit_${noun}`).map(({ args }) => [args[noun], args]))
    const gone = new Set(waiting(`retract_${noun}`).map(({ args }) => args[noun]))
    const known = [...table.value.values()]
      .filter(row => isHere(row) && (!row.hidden || row.mine))
      .map(row => edits.has(row.id) ? { ...row, ...without(edits.get(row.id)), ...edited(edits.get(row.id)), pending: true } : row)
      .map(row => gone.has(row.id) ? { ...row, pending: true, going: true } : row)
    const coming = waiting(`post_${noun}`)
      .filter(entry => isMeant(entry.args) && !arrived(entry, table, "text"))
      .map(({ id, args, at }) => ({ ...args, id, at: new Date(at).toISOString(), mine: true, pending: true, coming: true }))
    return [...known.sort((a, b) => (a.at < b.at ? -1 : 1)), ...coming]
  }

  return { topics, cells, coming, interested, placeOf, goingElsewhere, notesOf, evidenceOf, waiting }
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
