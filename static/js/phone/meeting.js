// Two topics in one session: offering it, and parting them.
import { html, useState } from "../core/html.js"
import { isOffTheWall } from "../core/gathering.js"
import { inQuotes, t } from "../core/language.js"
import { can } from "../core/possible.js"

/**
 * The ways in which one of my topics and `id` can meet: `{session, topic}` as `offer_join` takes them, and `mine`.
 *
 * @param {Gathering} g
 * @param {string} id
 */
export function waysToMeet(g, id) {
  const { topics } = g.tables
  const isFree = topic => !placesOf(topic.id).some(session => session.joined)
  const theirs = topics.value.get(id)
  if (!theirs || theirs.mine || isOffTheWall(theirs) || !isFree(theirs)) return []
  return [...topics.value.values()]
    .filter(topic => topic.mine && topic.for_action === theirs.for_action && !isOffTheWall(topic) && isFree(topic))
    .flatMap(mine => [
      ...placesOf(mine.id).map(session => ({ session, topic: theirs, mine })),
      ...placesOf(id).map(session => ({ session, topic: mine, mine })),
    ])
    .filter(({ session, topic }) => can(g, "offer_join", { session, topic, other: topics.value.get(session.topic) }))

  function placesOf(topic) {
    return g.placed.value.get(topic) ?? []
  }
}

/** Asks the other conveners. Nothing changes before they accept. */
export async function offer(phone, { session, topic }) {
  phone.close()
  const answer = await phone.send("offer_join", { session: session.id, topic: topic.id })
  if (answer.ok) phone.notify(t("They have been asked. Nothing changes unless they accept."))
}

/**
 * The sheet: with which of my topics, and where. @param {Props} props
 */
export function Meeting({ phone, topic }) {
  const ways = waysToMeet(phone.g, topic)
  return html`<h2>${t("Meet together")}</h2>
    <p>${t("Both topics share one session, with all their conveners. Nothing changes unless they accept, and you can part again at any time.")}</p>
    ${!ways.length && html`<p>${t("One of the two needs a place on the wall first.")}</p>`}
    <div class="choices">${ways.map(way => html`<button class="button button--quiet" onClick=${() => offer(phone, way)}>${
      way.mine.id === way.topic.id ? t("Join them at {code} with your “{title}”", { code: way.session.code, title: way.mine.title }) : t("At your {code}, “{title}”", { code: way.session.code, title: way.mine.title })}</button>`)}</div>`
}

/**
 * That two topics meet here, and the way apart. `topic` is the one whose sheet is open. @param {Props} props
 */
export function MeetsWith({ phone, session, topic }) {
  const { g } = phone
  const [sure, setSure] = useState(false)
  const other = g.tables.topics.value.get(session.topic === topic.id ? session.joined : session.topic)
  const part = () => { phone.close(); phone.send("part_session", { session: session.id }, t("Parted.")) }
  if (!session.joined || !other) return null
  return html`<p>${t("It meets together with {topic}.", { topic: html`<button class="link" onClick=${() => phone.open("topic", { topic: other.id })}>${inQuotes(other.title)}</button>` })}</p>
    ${can(g, "part_session", { session, topic: g.tables.topics.value.get(session.topic) }) && (sure
      ? html`<p>${t("“{title}” keeps {code}. The other one has no place then.", { title: g.tables.topics.value.get(session.topic)?.title, code: session.code })}</p>
        <div class="row" role="group" aria-label=${t("Part the two?")}>
        <button class="button button--danger" onClick=${part}>${t("Part them")}</button>
        <button class="button button--quiet" onClick=${() => setSure(false)}>${t("Stay together")}</button></div>`
      : html`<p><button class="link" onClick=${() => setSure(true)}>${t("Part the two")}</button></p>`)}`
}
