// The text of a notice. A notice has a kind and session codes, never a text that somebody typed. Titles are those that
// this phone shows now.

import { t } from "../core/language.js"
import { can } from "../core/possible.js"

const SENTENCES = {
  meet: ({ other, codes }) => `The convener of ${other} would like ${codes[0]} too. Could you meet at the wall?`,
  swap: ({ other, codes, isMine }) => isMine
    ? `Swap your ${codes[0]} and your ${codes[1]}? It takes this second tap, so that nobody can tell that both are yours.`
    : `The convener of ${other} offers to swap places: ${codes[0]} for your ${codes[1]}. Nothing moves unless you accept.`,
  join: ({ other, codes, isMine, isHere }) => isMine
    ? `Let both topics meet together at ${codes[0]}? It takes this second tap, so that nobody can tell that both are yours.`
    : isHere ? `The convener of ${other} would like to meet together with you at ${codes[0]}. Nothing changes unless you accept.`
    : `The convener of ${other} offers that you meet together at ${codes[0]}. Nothing changes unless you accept.`,
  joined: ({ mine, other, codes }) => `${mine} and ${other} meet together at ${codes[0]} now.`,
  swapped: ({ mine, codes }) => `Swapped: ${mine} is at ${codes[0]} now.`,
  moved: ({ mine, codes }) => `The facilitator has moved ${mine} from ${codes[0]} to ${codes[1]}.`,
  moved_in_place: ({ mine, codes }) => `The facilitator has changed the place or the time of ${mine} (${codes[0]}).`,
  moved_by_convener: ({ mine, codes }) => `Another convener has moved ${mine} from ${codes[0]} to ${codes[1]}.`,
  released: left(t("The facilitator has freed the place")),
  released_by_convener: left(t("Another convener has freed the place")),
  room_folded: left(t("The room is closed now")),
  room_removed: left(t("The room is not available any more")),
  slot_plenary: left(t("That time is for everybody together now")),
  slot_removed: left(t("That time is not available any more")),
  hidden: ({ mine }) => `The facilitator has taken ${mine} off the wall. Please talk to them.`,
  shown: ({ mine }) => `The facilitator has put ${mine} back.`,
}

/** The command that accepts what the notice offers, or "": a swap, or to join, while the sessions are where they were. */
export function offerOf(notice, g) {
  const [offered, wanted] = notice.codes ?? []
  if (can(g, "accept_swap", { notice })) return isAt(g, offered, notice.other) && isAt(g, wanted, notice.topic) ? "accept_swap" : ""
  const isThere = isAt(g, offered, notice.topic) || isAt(g, offered, notice.other)
  return can(g, "accept_join", { notice }) && isThere ? "accept_join" : ""
}

function isAt(g, code, topic) {
  return (g.placed.value.get(topic) ?? []).some(session => session.code === code)
}

/** The sentence; the server's own for a kind that needs no title, or that this page does not know. */
export function noticeText(notice, g) {
  const write = SENTENCES[notice.kind]
  if (!write) return notice.text
  const title = (id, otherwise) => {
    const topic = g.tables.topics.value.get(id)
    return topic ? `“${topic.title}”` : otherwise
  }
  const isMine = Boolean(g.tables.topics.value.get(notice.other)?.mine)
  const isHere = isAt(g, notice.codes[0], notice.topic)
  return write({ codes: notice.codes, isMine, isHere, mine: title(notice.topic, "your topic"), other: title(notice.other, "another topic") })
}

function left(why) {
  return ({ mine, codes }) => `${why}: ${mine} has left ${codes[0]} and has no place now.`
}
