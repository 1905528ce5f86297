// The text of a notice. A notice has a kind and session codes, never a text that somebody typed. Titles are those that
// this phone shows now.
import { inQuotes, t, tc } from "../core/language.js"
import { can } from "../core/possible.js"

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

/** The others are those of the server, with `{0}` for their code (`tests/web/test_vocabulary.py`). */
const PLAIN = {
  parted: t("The two topics that met together at {0} are parted again."),
  moved_in_place_by_convener: t("Another convener has changed the place or the time of {0}."),
  slot_other: t("That time is for something else now: your topic has left {0} and has no place now."),
  hidden_note: t("The facilitator has hidden a note of yours. Please talk to them."),
  hidden_evidence: t("The facilitator has hidden something you brought to the statement. Please talk to them."),
  hidden_issue: t("The facilitator has hidden an issue that you named. Please talk to them."),
  hidden_many: t("The facilitator has hidden several things of yours. Please talk to them."),
  shown_note: t("The facilitator shows your note again."),
  shown_evidence: t("The facilitator shows again what you brought to the statement."),
  shown_issue: t("The facilitator shows your issue again."),
  shown_many: t("The facilitator shows again what was hidden of yours."),
  covered: t("The facilitator has covered your topic for the moment, to look at it. You can talk to them at any time."),
  covered_note: t("The facilitator has covered a note of yours for the moment, to look at it. You can talk to them at any time."),
  covered_evidence: t("The facilitator has covered something you brought to the statement for the moment, to look at it. You can talk to them at any time."),
  covered_issue: t("The facilitator has covered an issue that you named for the moment, to look at it. You can talk to them at any time."),
  uncovered: t("The facilitator has looked at your topic. Everybody can read it again."),
  uncovered_note: t("The facilitator has looked at your note. Everybody can read it again."),
  uncovered_evidence: t("The facilitator has looked at what you brought to the statement. Everybody can read it again."),
  uncovered_issue: t("The facilitator has looked at your issue. Everybody can read it again."),
  erased: t("The facilitator has deleted something of yours for good, because it could harm somebody. You can talk to them at any time."),
  flag_late: t("What you told the facilitator came outside the gathering’s hours. They may read it much later. If it cannot wait, please turn to somebody you trust."),
  flag_settled: t("The facilitator has looked at what you told them about. Thank you."),
  moved_up: t("A place has become free: you have your place now. See “I plan to come”."),
  plan_removed: t("The facilitator has taken your plan to come off the list. Please talk to them."),
  name_removed: t("The facilitator has taken a name off something of yours. Please talk to them."),
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
  if (!write) return PLAIN[notice.kind] ? t(PLAIN[notice.kind], { 0: from }) : notice.text
  const title = (id, otherwise) => {
    const topic = g.tables.topics.value.get(id)
    return topic ? inQuotes(topic.title) : otherwise
  }
  return write({
    from, to, mine: title(notice.topic, tc("in a sentence", "your topic")), other: title(notice.other, tc("in a sentence", "another topic")),
    isMine: Boolean(g.tables.topics.value.get(notice.other)?.mine), isHere: isAt(g, from, notice.topic),
  })
}
