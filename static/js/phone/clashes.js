// Sessions of mine at one time: allowed, and pointed out.
import { topicOf } from "../core/gathering.js"
import { inWords, t } from "../core/language.js"
import { isAtTimeOf } from "../core/places.js"

/**
 * The codes of the sessions that I convene at the time of `session`, in order; `also(topic)`: which others count. `session` may be a
 * cell, `{slot}`, or a time that is being chosen, `{starts_at, ends_at}`.
 *
 * @param {Gathering} g
 */
export function clashes(g, session, also = _topic => false) {
  return mine(g, session.id, also).filter(one => isAtTimeOf(g, one, session)).map(({ code }) => code).sort()
}

/** A sentence about these codes. */
export const alsoConvened = codes => t("You also convene {codes} at that time.", { codes: inWords(codes) })

function mine(g, except, also = _topic => false) {
  return [...g.tables.sessions.value.values()].filter(session => {
    const row = topicOf(g.tables, session)
    return session.id !== except && row && (row.mine || also(row))
  })
}
