// The text of a notice. A notice has a kind and session codes, never a text that somebody typed. Titles are those that
// this phone shows now.
import { inQuotes, t, tc } from "../core/language.js"
import { can } from "../core/possible.js"
import { NOTICES } from "../core/vocabulary.js"

/** `{mine, other}` are titles, `{from}` and `{to}` codes. The server's own are without titles (NOTICES in openspace/domain/english.py). */
const SENTENCES = {
  meet: words => t("The convener of {other} would like {from} too. Could you meet at the wall?", words),
  swap: words => words.isMine
    ? t("Swap your {from} and your {to}? It takes this second tap, so that nobody can tell that both are yours.", words)
    : t("The convener of {other} offers to swap places: {from} for your {to}. Nothing moves unless you accept.", words),
  join: words => words.isMine
    ? t("Let both topics meet together at {from}? It takes this second tap, so that nobody can tell that both are yours.", words)
    : words.isHere ? t("The convener of {other} would like to meet together with you at {from}. Nothing changes unless you accept.", words)
    : t("The convener of {other} offers that you meet together at {from}. Nothing changes unless you accept.", words),
  joined: words => t("{mine} and {other} meet together at {from} now.", words),
  swapped: words => t("Swapped: {mine} is at {from} now.", words),
  moved: words => t("The facilitator has moved {mine} from {from} to {to}.", words),
  moved_in_place: words => t("The facilitator has changed the place or the time of {mine} ({from}).", words),
  moved_by_convener: words => t("Another convener has moved {mine} from {from} to {to}.", words),
  released: words => t("The facilitator has freed the place: {mine} has left {from} and has no place now.", words),
  released_by_convener: words => t("Another convener has freed the place: {mine} has left {from} and has no place now.", words),
  room_folded: words => t("The room is closed now: {mine} has left {from} and has no place now.", words),
  room_removed: words => t("The room is not available any more: {mine} has left {from} and has no place now.", words),
  slot_plenary: words => t("That time is for everybody together now: {mine} has left {from} and has no place now.", words),
  slot_removed: words => t("That time is not available any more: {mine} has left {from} and has no place now.", words),
  hidden: words => t("The facilitator has taken {mine} off the wall. Please talk to them.", words),
  shown: words => t("The facilitator has put {mine} back.", words),
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

/** The sentence, in this page's language where it knows one for the kind. */
export function noticeText(notice, g) {
  const [from, to] = notice.codes ?? []
  const write = SENTENCES[notice.kind]
  if (!write) return NOTICES[notice.kind] ? t(NOTICES[notice.kind], { 0: from, 1: to }) : notice.text
  const title = (id, otherwise) => {
    const topic = g.tables.topics.value.get(id)
    return topic ? inQuotes(topic.title) : otherwise
  }
  return write({
    from, to, mine: title(notice.topic, tc("in a sentence", "your topic")), other: title(notice.other, tc("in a sentence", "another topic")),
    isMine: Boolean(g.tables.topics.value.get(notice.other)?.mine), isHere: isAt(g, from, notice.topic),
  })
}
