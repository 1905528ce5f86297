// Whether the server takes a command, by the table that comes with the state (docs/wire.md, "What is possible") and the
// rows of this page. No page decides it in another way.

/** @typedef {{topic?: any, session?: any, note?: any, evidence?: any, issue?: any, notice?: any, item?: any, other?: any}} RowsNamed */

/**
 * Whether the command can be sent now. `rows` are those that it names; `args` are the arguments that say what to do, where
 * only some of them may be possible. While everybody's writing is paused, the outbox keeps a command and sends it later.
 *
 * @param {Gathering} g
 * @param {string} name
 * @param {RowsNamed} [rows]
 * @param {Record<string, any> | null} [args]
 */
export function can(g, name, rows = {}, args = null) {
  const isRested = [...g.tables.rests.value.values()].some(rest => rest.mine)
  return isPossible(g, name, rows, args, isRested)
}

/**
 * Like `can`, as if this person's writing were not paused: for a form that stays, with what is typed in it, until the pause ends.
 *
 * @param {Gathering} g
 * @param {string} name
 * @param {RowsNamed} [rows]
 */
export function canUnlessPaused(g, name, rows = {}) {
  return isPossible(g, name, rows, null, false)
}

function isPossible(g, name, rows, args, isPaused) {
  const entry = g.possible.value[name]
  if (!entry) return false
  const isClosed = g.phase.value === "closed"
  if (isClosed && !allows(entry.closed, args)) return false
  if (g.phase.value === "harvest" && !allows(entry.harvest, args)) return false
  if (isPaused && !(allows(entry.paused, args) && (entry.paused === true || Object.values(args).every(value => !value)))) return false
  const needs = isClosed || isPaused ? [...entry.needs, ...entry.needs_when_shut] : entry.needs
  const known = { ...rows, joined: g.tables.topics.value.get(rows.session?.joined), gathering: g.about.value }
  return needs.every(marks => Object.entries(marks).some(([mark, value]) => holds(known, mark, value)))
}

// `which` is true, false, or a list of arguments.
function allows(which, args) {
  return Array.isArray(which) ? args !== null && Object.keys(args).every(name => which.includes(name)) : which
}

function holds(rows, mark, value) {
  const [name, column] = mark.split(".")
  const has = rows[name]?.[column]
  return Array.isArray(value) ? value.includes(has) : Boolean(has) === value
}
