// Convergence on a phone: reports to read, dots to place, what has many of them, or a re-opened space.
import { topicOf } from "../core/gathering.js"
import { hasClusters } from "../core/convergence.js"
import { isConverging } from "../core/converging.js"
import { notesBySession, sessionsInOrder, sessionsWithReport } from "../core/harvest.js"
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { colourOf } from "../core/places.js"
import { can } from "../core/possible.js"
import { NOTE_KINDS } from "../core/vocabulary.js"
import { Card } from "../ui/card.js"
import { BehindNote } from "../ui/content_note.js"
import { Picture } from "../ui/picture.js"
import { Clusters, Dots } from "./dots.js"

const ON_A_PAGE = ["summary", "key_point", "action"]
const MOST_POINTS = 3

/** @param {Props} props */
export function Convergence({ phone }) {
  const { g } = phone
  if (isConverging(g, "dots")) return html`<${Dots} phone=${phone} />`
  if (isConverging(g, "reopened")) return html`<${Reopened} phone=${phone} />`
  if (isConverging(g, "gallery")) return html`<${Gallery} phone=${phone} />`
  if (hasClusters(g)) return html`<${Clusters} phone=${phone} />`
  return html`<h1>${t("Nothing is open now")}</h1><p class="empty">${t("The facilitator has closed it. What you did is kept.")}</p>`
}

/** @param {Props} props */
function Gallery({ phone }) {
  const { g } = phone
  const sessions = sessionsInOrder(g)
  return html`<h1><${Picture} of="feet" />${t("Gallery walk")}</h1>
    <p>${t("One page of each session. Read what interests you, here or on the walls.")}</p>
    ${!sessions.length && html`<p class="empty">${t("There are no sessions.")}</p>`}
    ${sessions.map(session => html`<${Page} key=${session.id} phone=${phone} session=${session} />`)}`
}

/** @param {Props} props */
function Page({ phone, session }) {
  const { g } = phone
  const topic = topicOf(g.tables, session)
  const notes = notesBySession(g).get(session.id) ?? []
  const isReported = sessionsWithReport(g).has(session.id)
  const open = () => phone.go("session", { session })
  return html`<article class=${`note stack stack--tight slot-${colourOf(g, session)}`}>
    <h2><span class="code">${session.code}</span>${" "}<bdi>${topic.report_title || topic.title}</bdi></h2>
    ${topic.convener_name && html`<p class="soft"><bdi>${topic.convener_name}</bdi></p>`}
    ${ON_A_PAGE.map(kind => html`<${Lines} key=${kind} kind=${kind} notes=${notes.filter(note => note.kind === kind && note.text)} />`)}
    ${!isReported && html`<p class="soft">${t("There is no report yet.")}</p>`}
    <p><button class="link" onClick=${open}>${isReported ? t("All notes of {code}", { code: session.code }) : t("Write for {code}", { code: session.code })}</button></p>
  </article>`
}

/** @param {Props} props */
function Lines({ kind, notes }) {
  if (!notes.length) return null
  if (kind === "summary") {
    return notes.map(note => html`<${BehindNote} key=${note.id} note=${note.content_note}><p class="prose"><bdi>${note.text}</bdi></p><//>`)
  }
  const { name, group } = NOTE_KINDS.find(one => one.kind === kind)
  const shown = notes.slice(0, kind === "key_point" ? MOST_POINTS : notes.length)
  return html`<h3>${notes.length > 1 ? group : name}</h3>
    <ul class="bullets">${shown.map(note => html`<li key=${note.id}><${BehindNote} note=${note.content_note}>
      <span><bdi>${note.text}</bdi>${note.initiator_name ? html` (<bdi>${note.initiator_name}</bdi>)` : ""}</span><//></li>`)}</ul>`
}

/** @param {Props} props */
function Reopened({ phone }) {
  const { g } = phone
  const groups = [...g.tables.topics.value.values()].filter(topic => topic.for_action && !topic.withdrawn && !topic.hidden && !topic.waiting)
  const hasTimes = g.slots.value.some(slot => slot.kind === "action")
  return html`<h1><${Picture} of="seedling" />${t("The space is open again")}</h1>
    <p>${t("Do you want to start something? Say what, and take a place in a time for action groups. Whoever wants to join comes there.")}</p>
    ${can(g, "propose_topic") && html`<button class="button button--large" onClick=${() => phone.open("propose", { forAction: true })}>${t("I want to start …")}</button>`}
    ${!hasTimes && html`<p class="soft">${t("The facilitator will say when action groups meet.")}</p>`}
    ${groups.length > 0 && html`<section class="stack stack--tight"><h2>${t("Action groups")}</h2>
      ${groups.map(topic => html`<${Group} key=${topic.id} phone=${phone} topic=${topic} />`)}</section>`}
    ${hasTimes && html`<p><button class="link" onClick=${() => phone.go("wall")}>${t("See the wall")}</button></p>`}`
}

/** @param {Props} props */
function Group({ phone, topic }) {
  const { g } = phone
  const session = g.placed.value.get(topic.id)?.[0] ?? null
  return html`<${Card} g=${g} topic=${topic} session=${session} size="row"
    onTap=${() => phone.open("topic", { topic: topic.id, session: session?.id })} />`
}
