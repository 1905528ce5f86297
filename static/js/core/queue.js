// The queue of topics that are announced in the circle: the same order on every screen.
import { isOffTheWall } from "./gathering.js"
import { t } from "./language.js"
import { can } from "./possible.js"

/** Who reads a topic out, as its convener says. */
export const ANNOUNCE = [["self", t("I announce it myself")], ["read", t("Please read it out")], ["", t("No announcement")]]

/**
 * `[{row, topic}]` of what waits to be announced or is being announced, the first first.
 *
 * @param {Gathering} g
 */
export function queueOf(g) {
  return rowsOf(g)
    .map(row => ({ row, topic: g.tables.topics.value.get(row.topic) }))
    .filter(({ topic }) => topic && !isOffTheWall(topic))
    .sort((a, b) => a.row.position - b.row.position)
}

/** Whether the topic has a place in the queue; also one that the host has to show first. */
export function isQueued(g, topic) {
  return rowsOf(g).some(row => row.topic === topic.id)
}

/** `{called, waiting}`: what is being announced now, or null, and those that come after it. */
export function announcing(g) {
  const queue = queueOf(g)
  return { called: queue.find(({ row }) => row.called_at) ?? null, waiting: queue.filter(({ row }) => !row.called_at) }
}

// A page that was kept from before has no such table yet.
function rowsOf(g) {
  return [...g.tables.announcements?.value.values() ?? []]
}

/** Whether topics can queue now. */
export function isAnnouncing(g) {
  return can(g, "queue_announcement", { topic: { mine: true } })
}

/** What was chosen of `ANNOUNCE`: the choice itself in a draft, or the arguments that a phone keeps. */
export function choiceOf({ announce, read_out }) {
  return announce === true ? (read_out ? "read" : "self") : announce || ""
}

/** The arguments of a command for what was chosen of `ANNOUNCE`. */
export function asArgs(choice) {
  return { announce: choice !== "", read_out: choice === "read" }
}
