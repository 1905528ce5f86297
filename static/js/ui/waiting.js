// What waits for a host, for the host's page and for the front page.
import { itemNamed, NOUNS } from "../core/items.js"
import { isOffTheWall } from "../core/gathering.js"
import { hasBegun, now } from "../core/clock.js"
import { sessionsCalled, sessionsInOrder, sessionsWithReport } from "../core/harvest.js"
import { t, tn } from "../core/language.js"
import { queueOf } from "../core/queue.js"
import { wantsNotes } from "./card.js"

const LAST_MINUTE = 60_000
/** More than a full circle writes within a minute on most days, and what one phone may write within it. */
const FLOOD = 20

/** `[{key, tab, words, which, isUrgent}]`: what there is to do, and the section of the host's page where it is done. */
export function whatWaits(g) {
  const isClosed = g.phase.value === "closed"
  const rush = writtenLately(g)
  const lines = [
    { key: "flood", tab: "safety", count: rush, least: FLOOD, words: tn("{n} topic, note, evidence item or issue in the last minute", "{n} topics, notes, evidence items and issues in the last minute", rush),
      which: t("Is it a flood? Under Safety you can pause writing."), isUrgent: true },
    line("help", "settings", hasHelp(g) || !["lobby", "opening"].includes(g.phase.value) ? 0 : 1, () => t("No support person is named yet")),
    line("flags", "safety", flaggedItems(g).length, n => tn("{n} thing worries somebody", "{n} things worry somebody", n), t("You can cover a thing while you look at it.")),
    line("safety", "safety", namesReported(g) + g.waiting.value.length, n => tn("{n} thing to look at", "{n} things to look at", n), t("Reports of names, and topics to approve")),
    line("read-out", "wall", toReadOut(g), n => tn("{n} topic to read out", "{n} topics to read out", n)),
    line("unplaced", "wall", g.unplaced.value, n => tn("{n} topic without a place", "{n} topics without a place", n)),
    line("wanting", "harvest", ofSessions(g, wantingNotes(g)), n => tn("{n} session asks for a note-taker", "{n} sessions ask for a note-taker", n)),
    line("reportless", "harvest", ofSessions(g, begunWithoutReport(g).filter(session => isOver(g, session))), n => tn("{n} session has begun and has no report", "{n} sessions have begun and have no report", n)),
  ]
  return lines.filter(({ tab, count, least = 1 }) => count >= least && !(isClosed && tab === "wall"))
}

/** `what` is a count, or what to name: rows with a title. `words(count)` says it. */
function line(key, tab, what, words, which = "") {
  const count = typeof what === "number" ? what : what.length
  return {
    key, tab, count, words: words(count),
    which: typeof what === "number" ? which : what.map(({ title }) => title).join(" · "),
  }
}

function ofSessions(g, sessions) {
  return sessions.map(({ code, topic }) => ({ title: `${code} ${g.tables.topics.value.get(topic)?.title ?? ""}` }))
}

/** Whether phones name somebody or some place to turn to. */
function hasHelp(g) {
  return Object.values(g.about.value.help ?? {}).some(Boolean)
}

/** A report is asked for when its session is over, not in its first minute. */
function isOver(g, session) {
  const { starts_at, ends_at } = g.tables.slots.value.get(session.slot) ?? session
  return ["harvest", "closed"].includes(g.phase.value) || Date.parse(ends_at ?? starts_at) <= now().getTime()
}

/** Topics whose convener would rather have them read out by somebody else, the oldest first; without those that are announced from the queue. */
export function toReadOut(g) {
  const queued = new Set(queueOf(g).map(({ topic }) => topic.id))
  return [...g.tables.topics.value.values()]
    .filter(topic => topic.read_out && !isOffTheWall(topic) && !queued.has(topic.id))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
}

function writtenLately(g) {
  const since = now().getTime() - LAST_MINUTE
  return Object.keys(NOUNS).flatMap(table => [...g.tables[table].value.values()])
    .filter(row => !row.hidden && Date.parse(row.at) > since).length
}

/** How many things wait for the host: flags, reports of names, and topics to be shown. */
export function toLookAt(g) {
  return flaggedItems(g).length + namesReported(g) + g.waiting.value.length
}

/** The open flags of each item that is still there, the item that was flagged first first. */
export function flaggedItems(g) {
  const byItem = new Map()
  for (const flag of g.tables.flags?.value.values() ?? []) {
    const { table, id } = itemNamed(flag)
    if (g.tables[table].value.has(id)) byItem.set(id, [...(byItem.get(id) ?? []), flag])
  }
  return [...byItem.values()]
}

function namesReported(g) {
  return new Set([...g.tables.reports.value.values()].map(report => itemNamed(report).id)).size
}

/** Sessions that ask the room for somebody to take notes. */
export function wantingNotes(g) {
  return sessionsInOrder(g).filter(wantsNotes)
}

export function begunWithoutReport(g) {
  const reported = sessionsWithReport(g)
  const isAfter = ["harvest", "closed"].includes(g.phase.value)
  return sessionsCalled(g).filter(session => !reported.has(session.id) && (isAfter || hasBegun(g, session)))
}
