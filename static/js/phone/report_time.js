// Shortly before a time slot ends, the page of a session becomes its report, for its convener and its note-taker.
import { html, useEffect, useState } from "../core/html.js"
import { now, timeOf } from "../core/clock.js"
import { t } from "../core/language.js"
import { endOf, timesOf } from "../core/places.js"
import { canUnlessPaused } from "../core/possible.js"
import { keep, recall } from "../core/storage.js"

const TOLD_FOR = 30 * 60_000

/** Milliseconds since the report's time began; negative before it, null if this person is not asked for the report. */
function sinceReportTime(g, session, topic) {
  const minutes = g.about.value.report_minutes
  if (!minutes || !(topic?.mine || session.note_taking)) return null
  return now().getTime() - endOf(g, session) + minutes * 60_000
}

/** @param {Gathering} g */
export function isReportTime(g, session, topic) {
  return (sinceReportTime(g, session, topic) ?? -1) >= 0 && canUnlessPaused(g, "post_note", { topic, session })
}

/**
 * Tells once, quietly, that a session of mine is about to end.
 *
 * @param {Props} props
 */
export function ReportSoon({ phone }) {
  const { g } = phone
  const key = `told.${phone.code}`
  const [told, setTold] = useState(() => recall(key, []))
  const due = g.phase.value !== "harvest" && [...g.cells.value.values(), ...g.elsewhere.value].find(({ session, topic }) =>
    isReportTime(g, session, topic) && sinceReportTime(g, session, topic) < TOLD_FOR && !told.includes(session.id))?.session
  const { session, code } = phone.route.value
  const isThere = due && (session === due.id || code?.toUpperCase() === due.code.toUpperCase())
  const done = () => {
    const all = [...told, due.id]
    keep(key, all)
    setTold(all)
  }
  useEffect(() => { if (isThere) done() }, [isThere])
  const { starts_at, ends_at: ends } = timesOf(g, due ?? {})
  const words = due && { code: due.code, time: timeOf(ends ?? starts_at, g.about.value) }
  return html`<div role="status" aria-live="polite">${due && !isThere && html`<p class="banner paused">
    ${!ends ? t("{code} began at {time}.", words) : Date.parse(ends) > now().getTime() ? t("{code} ends at {time}.", words)
      : t("{code} ended at {time}.", words)} ${t("Its report fits on one page.")}
    <span class="row"><button class="button button--quiet" onClick=${() => { done(); phone.go("session", { session: due }) }}>${t("Open the report")}</button>
      <button class="link" onClick=${done}>${t("Dismiss")}</button></span></p>`}</div>`
}
