// The copy of the gathering in this browser: rows as docs/wire.md says, kept by the same generic
// "put whole rows, drop ids" that the server applies to its own.
import { batch, computed, signal } from "./html.js"
import { dayOf, now, setClock } from "./clock.js"
import { overlapsOf } from "./free_cells.js"
import { shownRow } from "./items.js"
import { inWords } from "./language.js"
import { beginOf } from "./places.js"

/**
 * @template T
 * @typedef {import("../../vendor/signals.js").Signal<T>} Signal
 */
/** @typedef {{[Name in keyof Rows.Tables]: Signal<Map<string, Rows.Tables[Name]>>}} Tables */

/** `state` is what `GET /api/<code>/state` answered `at`; without it, just now. Every property is a signal. */
export function createGathering(state, at = Date.now()) {
  const seq = signal(0)
  const origin = signal("")
  const about = signal(/** @type {Rows.Gatherings} */ (state.gathering))
  const possible = signal(/** @type {Record<string, any>} */ ({}))
  // The server sends every table that there is, also the empty ones.
  const tables = /** @type {Tables} */ (Object.fromEntries(Object.keys(state.tables).map(name => [name, signal(new Map())])))
  const listeners = new Set()
  const g = { seq, origin, about, possible, tables, ...lookups(tables, about), apply, replace, onChange }

  replace(state, at)
  return g

  /** Takes the whole state anew. */
  function replace(fresh, at = Date.now()) {
    batch(() => {
      about.value = fresh.gathering
      possible.value = fresh.possible ?? {}
      for (const name of new Set([...Object.keys(tables), ...Object.keys(fresh.tables)])) {
        table(name).value = byId(fresh.tables[name] ?? [])
      }
      seq.value = fresh.seq
      origin.value = fresh.origin ?? ""
    })
    if (fresh.now) setClock(fresh.now, at)
  }

  /** Applies `{since, seq, changes}`: "applied", "known" (nothing new) or "gap" (fetch first). */
  function apply(message) {
    if (message.seq <= seq.value) return "known"
    if (message.since > seq.value) return "gap"
    const news = message.changes.filter(change => change.seq > seq.value)
    batch(() => {
      const drafts = new Map()
      for (const change of news) take(change, drafts)
      for (const [name, rows] of drafts) table(name).value = rows
      seq.value = message.seq
    })
    for (const change of news) for (const listener of listeners) listener(change)
    return "applied"
  }

  function take(change, drafts) {
    // One fresh Map per table and message, however many changes it carries.
    const draft = name => {
      if (!drafts.has(name)) drafts.set(name, new Map(table(name).value))
      return drafts.get(name)
    }
    for (const [name, ids] of Object.entries(change.drops ?? {})) {
      for (const id of ids) draft(name).delete(id)
    }
    for (const [name, rows] of Object.entries(change.puts ?? {})) {
      if (name === "gatherings") about.value = rows.at(-1)
      else for (const row of rows) draft(name).set(row.id, shownRow(row))
    }
  }

  /** Calls `fn(change)` after each change was applied; returns how to stop. */
  function onChange(fn) {
    listeners.add(fn)
    return () => listeners.delete(fn)
  }

  // A newer server may send tables this page does not know yet.
  function table(name) {
    tables[name] ??= signal(new Map())
    return tables[name]
  }
}

/**
 * @param {Tables} tables
 * @param {Signal<Rows.Gatherings>} about
 */
function lookups(tables, about) {
  const allRooms = computed(() => sorted(tables.rooms.value, room => room.position ?? 0))
  const rooms = computed(() => allRooms.value.filter(room => !room.folded))
  const slots = computed(() => sorted(tables.slots.value, slot => Date.parse(slot.starts_at)))
  const overlaps = computed(() => overlapsOf(slots.value))
  // Sessions at free places, in order of time: they have no room and no slot, but times of their own.
  // The same array while nothing in it changes: a claim in the grid deals no new pages of the wall.
  let known = /** @type {{session: Rows.Sessions, topic: Rows.Topics}[]} */ ([])
  const elsewhere = computed(() => {
    const found = [...tables.sessions.value.values()]
      .filter(session => session.code && !session.room)
      .flatMap(session => {
        const topic = topicOf(tables, session)
        return topic ? [{ session, topic }] : []
      })
      .sort((a, b) => beginOf({ tables }, a.session) - beginOf({ tables }, b.session) || (a.session.code < b.session.code ? -1 : 1))
    const isSame = found.length === known.length && found.every(({ session, topic }, n) => session === known[n].session && topic === known[n].topic)
    if (!isSame) known = found
    return known
  })
  const days = computed(() => {
    const found = new Map()
    const dated = date => {
      if (!found.has(date)) found.set(date, { date, label: dayOf(date, about.value), slots: [], elsewhere: [] })
      return found.get(date)
    }
    for (const slot of slots.value) dated(slot.day ?? slot.starts_at.slice(0, 10)).slots.push(slot)
    for (const held of elsewhere.value) dated(held.session.starts_at.slice(0, 10)).elsewhere.push(held)
    return [...found.values()].sort((a, b) => (a.date < b.date ? -1 : 1))
  })
  const cells = computed(() => {
    const found = new Map()
    for (const session of tables.sessions.value.values()) {
      const topic = topicOf(tables, session)
      if (topic && session.room && session.slot) {
        found.set(`${session.room}|${session.slot}`, { session, topic })
      }
    }
    return found
  })
  const placed = computed(() => {
    const found = new Map()
    for (const { session } of [...cells.value.values(), ...elsewhere.value]) {
      for (const id of [session.topic, session.joined].filter(Boolean)) found.set(id, [...(found.get(id) ?? []), session])
    }
    for (const sessions of found.values()) sessions.sort((a, b) => beginOf({ tables }, a) - beginOf({ tables }, b))
    return found
  })
  const unplaced = computed(() =>
    newestFirst(tables.topics)
      .filter(topic => !isOffTheWall(topic) && !placed.value.has(topic.id)),
  )
  // Seen by their convener and the host only, until the host shows them.
  const waiting = computed(() =>
    [...tables.topics.value.values()]
      .filter(topic => topic.waiting && !topic.withdrawn && !topic.hidden)
      .sort((a, b) => (a.at < b.at ? -1 : 1)),
  )
  const me = computed(() => [...tables.people.value.values()].find(person => person.mine) ?? null)
  const interests = computed(
    () => new Set([...tables.interests.value.values()].map(interest => interest.topic)),
  )
  const editions = computed(() => [...tables.editions.value.values()].sort((a, b) => b.version - a.version))
  // When the time for reports is over, the gathering is closed, also before the server says so.
  const phase = computed(() => (isHarvestOver(about.value) ? "closed" : about.value.phase))
  return { phase, allRooms, rooms, slots, overlaps, days, cells, elsewhere, placed, unplaced, waiting, me, interests, editions }
}

/**
 * The topic that meets in a session. If another one has joined it, both as one: with both titles and all names, and mine if either is.
 *
 * @param {{topics: Signal<Map<string, any>>}} tables
 * @param {any} session
 */
export function topicOf({ topics }, session) {
  const own = topics.value.get(session.topic)
  const other = own && topics.value.get(session.joined)
  if (!other) return own
  const both = (column, between) => [own[column], other[column]].filter(Boolean).join(between)
  const names = [...new Set([own, other].flatMap(topic => topic.convener_names ?? topic.convener_name ?? []))]
  return {
    ...own, title: both("title", " + "), description: both("description", "\n\n"), content_note: both("content_note", "; "),
    convener_name: inWords(names) || null,
    mine: own.mine || other.mine, convener_typed: own.convener_typed || other.convener_typed,
  }
}

/** @param {{phase: string, reports_until?: string | null}} about */
function isHarvestOver({ phase, reports_until }) {
  return phase === "harvest" && Boolean(reports_until) && now().getTime() >= Date.parse(reports_until)
}

/** Whether only its convener and the host see a topic: withdrawn, hidden, or not approved yet. */
export function isOffTheWall({ withdrawn, hidden, waiting }) {
  return withdrawn || hidden || waiting
}

/**
 * The rows of a table, the newest first.
 *
 * @template {{at: string}} T
 * @param {Signal<Map<string, T>>} table
 */
export function newestFirst(table) {
  return [...table.value.values()].sort((a, b) => (a.at < b.at ? 1 : -1))
}

function byId(rows) {
  return new Map(rows.map(row => [row.id, shownRow(row)]))
}

function sorted(rows, key) {
  return [...rows.values()].sort((a, b) => key(a) - key(b))
}
