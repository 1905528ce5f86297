// Where and when a session is: in a cell of the grid, or at a free place, with times of its own.
import { timeOf } from "./clock.js"
import { holdsCells } from "./free_cells.js"
import { leftToRight, t } from "./language.js"

/** A session with an open end counts as this long, where an end is needed. */
const OPEN_END = 30 * 60_000
export const ELSEWHERE = t("Elsewhere")

/**
 * `{day, starts_at, ends_at}` of a session, or of a claim that is on its way: those of its time slot, or its own (`ends_at` null: open).
 *
 * @param {{tables: Pick<import("./gathering.js").Tables, "slots">}} g
 * @param {{slot?: string, starts_at?: string | null, ends_at?: string | null}} session
 */
export function timesOf(g, session) {
  const slot = g.tables.slots.value.get(session.slot ?? "")
  const { starts_at, ends_at } = slot ?? session
  return { day: slot?.day ?? starts_at?.slice(0, 10) ?? "", starts_at: starts_at ?? "", ends_at: ends_at ?? null }
}

/** In milliseconds; NaN where the time slot is gone. */
export function beginOf(g, session) {
  return Date.parse(timesOf(g, session).starts_at)
}

/** In milliseconds; an open end counts as half an hour. */
export function endOf(g, session) {
  const { starts_at, ends_at } = timesOf(g, session)
  return ends_at ? Date.parse(ends_at) : Date.parse(starts_at) + OPEN_END
}

/** Whether two sessions, or a session and a time slot, are on at the same time. */
export function isAtTimeOf(g, one, other) {
  return beginOf(g, one) < endOf(g, other) && beginOf(g, other) < endOf(g, one)
}

/** The colour of its time slot; at a free place, of the time slot in which it begins, or of the one before. */
export function colourOf(g, session) {
  const slot = g.tables.slots.value.get(session?.slot)
  if (slot || !session?.starts_at) return slot?.colour ?? 0
  const ofDay = g.slots.value.filter(one => holdsCells(one) && one.day === timesOf(g, session).day)
  return (ofDay.findLast(one => Date.parse(one.starts_at) <= Date.parse(session.starts_at)) ?? ofDay[0])?.colour ?? 0
}

/** The name of its room, or its free place. */
export function placeName(g, session) {
  return session.room ? g.tables.rooms.value.get(session.room)?.name ?? "" : session.place || ELSEWHERE
}

/** "15:10–16:00", or "15:10" with an open end. */
export function spanOf(g, session) {
  const { starts_at, ends_at } = timesOf(g, session)
  return leftToRight([starts_at, ends_at].filter(Boolean).map(at => timeOf(at, g.about.value)).join("–"))
}
