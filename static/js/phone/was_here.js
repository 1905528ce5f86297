// "I was here": a list of one's own, offered when a session is about to end.
import { topicOf } from "../core/gathering.js"
import { now } from "../core/clock.js"
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { endOf } from "../core/places.js"
import { can } from "../core/possible.js"

const BEFORE_THE_END = 10 * 60_000

/** @param {Props} props */
export function WasHere({ phone, session }) {
  const { g } = phone
  const visit = [...g.tables.visits.value.values()].find(one => one.session === session.id)
  const ends = endOf(g, session)
  if (visit) {
    return html`<p class="soft">${t("You were here. Only you see that, for 30 days.")}
      <button class="link" onClick=${() => phone.send("forget_visit", { visit: visit.id })}>${t("Take it back")}</button></p>`
  }
  if (!(now().getTime() >= ends - BEFORE_THE_END) || !can(g, "was_here", { session })) return null
  return html`<p><button class="button button--quiet" onClick=${() => phone.send("was_here", { session: session.id })}>${t("I was here")}</button>
    <span class="hint">${t("For yourself: nobody else sees it, and it is deleted after 30 days.")}</span></p>`
}

/** Where I was, below my day. @param {Props} props */
export function Visits({ phone }) {
  const { g } = phone
  const sessions = [...g.tables.visits.value.values()].map(visit => g.tables.sessions.value.get(visit.session)).filter(Boolean)
  return sessions.length > 0 && html`<section class="stack stack--tight"><h2>${t("Where I was")}</h2>
    <ul class="plain stack stack--tight">${sessions.map(session => html`<li key=${session.id}>
      <button class="link" onClick=${() => phone.go("session", { session })}>${session.code} ${topicOf(g.tables, session)?.title}</button></li>`)}</ul></section>`
}
