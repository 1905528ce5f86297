// Reports of mine that are still missing or wait for a last look, and until when they can be completed.
import { topicOf } from "../core/gathering.js"
import { dayAndTime } from "../core/clock.js"
import { sessionsInOrder, sessionsWithReport } from "../core/harvest.js"
import { html } from "../core/html.js"
import { t } from "../core/language.js"

/**
 * For the phase in which reports are completed.
 *
 * @param {Props} props
 */
export function ReportsDue({ phone }) {
  const about = phone.g.about.value
  const own = ownSessions(phone.g)
  const missing = withoutReport(phone)
  const looks = toConfirm(phone).filter(session => !missing.includes(session))
  const isDone = own.length > 0 && !missing.length && !looks.length
  return html`
    <p>${t("Reports can be completed until {time}.", { time: html`<strong>${dayAndTime(about.reports_until, about)}</strong>` })}
      ${" "}${isDone ? t("Yours are complete. Thank you!") : !own.length && t("You can still add notes to every session.")}</p>
    <${ToOpen} phone=${phone} id="noreport" title=${t("Still without a report")} hint=${t("Two sentences are enough: what matters of this?")} sessions=${missing} />
    <${ToOpen} phone=${phone} id="toconfirm" title=${t("A last look at your reports")} sessions=${looks} />`
}

export function isAnyDue(phone) {
  return withoutReport(phone).length > 0 || toConfirm(phone).length > 0
}

/**
 * Reports of mine that wait for a last look.
 *
 * @param {Props} props
 */
export function ToConfirm({ phone }) {
  return html`<${ToOpen} phone=${phone} id="toconfirm" title=${t("A last look at your reports")} sessions=${toConfirm(phone)} />`
}

/** Sessions that I convened, or take notes of. @param {Gathering} g */
function ownSessions(g) {
  return sessionsInOrder(g).filter(session => session.note_taking || topicOf(g.tables, session)?.mine)
}

function withoutReport({ g }) {
  const reported = sessionsWithReport(g)
  return ownSessions(g).filter(session => !reported.has(session.id))
}

function toConfirm(phone) {
  return unconfirmed(phone).map(topic => phone.g.placed.value.get(topic.id)?.[0]).filter(Boolean)
}

/** @param {Props} props */
function ToOpen({ phone, id, title, hint, sessions }) {
  if (!sessions.length) return null
  const titleOf = session => {
    const topic = topicOf(phone.g.tables, session)
    return topic?.report_title || topic?.title
  }
  return html`<section class="stack stack--tight" aria-labelledby=${id}>
    <h2 id=${id}>${title}</h2>
    ${hint && html`<p class="soft">${hint}</p>`}
    <ul class="plain stack stack--tight">${sessions.map(session => html`<li key=${session.id}>
      <button class="button button--quiet lastlook" onClick=${() => phone.go("session", { session })}>${session.code}${" "}<bdi>${titleOf(session)}</bdi></button></li>`)}</ul>
  </section>`
}

/**
 * Topics of mine that have notes and were not confirmed as they stand.
 *
 * @param {Props} props
 */
function unconfirmed({ g }) {
  const noted = new Set([...g.tables.notes.value.values()].map(note => note.topic))
  return [...g.tables.topics.value.values()].filter(topic =>
    topic.mine && !topic.withdrawn && noted.has(topic.id) && !(topic.confirmed_at && !topic.changed_at))
}
