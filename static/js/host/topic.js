// One topic, and what the host may do for its convener when asked to help.
import { signsOf } from "../core/items.js"
import { html, useState } from "../core/html.js"
import { t, tc } from "../core/language.js"
import { withCommas } from "../core/lists.js"
import { placeName, spanOf } from "../core/places.js"
import { can } from "../core/possible.js"
import { isQueued } from "../core/queue.js"
import { sentenceOf } from "../core/refusals.js"
import { named } from "../ui/card.js"
import { BehindNote } from "../ui/content_note.js"
import { Field } from "../ui/field.js"
import { EraseHidden } from "./erase_hidden.js"
import { MeetsWith, Offers } from "./for_conveners.js"
import { asItem } from "./items.js"

/** @param {Props} props */
export function Topic({ host, topic: id, session: sessionId }) {
  const { g } = host
  const topic = g.tables.topics.value.get(id)
  const [editing, setEditing] = useState(false)
  if (!topic) return html`<h2 id="sheet-title">${t("This topic is gone")}</h2>`
  const held = g.placed.value.get(id) ?? []
  const session = held.find(one => one.id === sessionId) ?? held[0] ?? null
  return html`
    <h2 id="sheet-title">${session && html`<span class="code">${session.code}</span> `}<bdi>${topic.title}</bdi></h2>
    <p class="soft">${[named(topic.convener_name, topic.convener_typed), topic.waiting && t("waits for you to show it"), placeOf(g, session), topic.withdrawn && t("withdrawn by its convener"),
      topic.hidden && t("hidden"), ...signsOf(g, topic)].filter(Boolean).join(" · ") || t("No name given, without a place yet")}</p>
    ${topic.description && html`<${BehindNote} note=${topic.content_note}><p class="prose"><bdi>${topic.description}</bdi></p><//>`}
    ${editing ? html`<${Edit} host=${host} topic=${topic} done=${() => setEditing(false)} />`
      : html`<${Acts} host=${host} topic=${topic} session=${session} edit=${() => setEditing(true)} />`}`
}

/** @param {Props} props */
function Acts({ host, topic, session, edit }) {
  const close = () => host.close()
  const pick = () => {
    host.picked.value = { topic, session }
    close()
    host.go("wall")
  }
  const release = () => {
    close()
    host.send("release_session", { session: session.id }, t("The place is free; the topic has no place now. Its notes stay."))
  }
  const may = name => can(host.g, name, { topic, session })
  return html`
    <p class="soft">${t("For its convener, when they ask for help:")}</p>
    <div class="row">
      ${host.canPlace({ topic, session }) && html`<button class="button" onClick=${pick}>${session ? t("Move") : tc("a topic", "Place")}</button>`}
      ${session && may("release_session") && html`<button class="button button--quiet" onClick=${release}>${t("Free the place")}</button>`}
      ${may("edit_topic") && html`<button class="button button--quiet" onClick=${edit}>${t("Edit")}</button>`}
      ${topic.withdrawn && may("restore_topic") && html`
        <button class="button button--quiet" onClick=${() => host.send("restore_topic", { topic: topic.id }, t("It is back.")).then(close)}>${t("Bring back")}</button>`}
      ${session && html`<a class="button button--quiet" href=${`/${host.code}/s/${session.code}`} target="_blank" rel="noopener">${t("Session page")}</a>`}
      ${session && html`<button class="button button--quiet"
        onClick=${() => host.open("paper", { code: session.code })}>${t("Note from paper")}</button>`}
    </div>
    <${MeetsWith} host=${host} topic=${topic} session=${session} />
    <${Offers} host=${host} topic=${topic} />
    <${Announce} host=${host} topic=${topic} />
    <hr />
    ${topic.hidden ? html`
      <p>${t("Hidden from everybody but its convener and you.")}${topic.hidden_reason && ` ${t("Because: {reason}", { reason: topic.hidden_reason })}`}</p>
      <div class="row"><button class="button button--quiet" onClick=${() => show(host, topic)}>${t("Show it again")}</button>
        <${EraseHidden} host=${host} item=${asItem("topics", topic)} /></div>`
      : html`
      <div class="row"><button class="button button--danger" onClick=${() => host.open("act", { topic: topic.id })}>${t("Hide, because it harms")}</button></div>`}`
}

/** @param {Props} props */
function Announce({ host, topic }) {
  const { g } = host
  if (isQueued(g, topic)) {
    return html`<div class="row"><span class="soft">${t("It is in the queue to be announced.")}</span>
      <button class="button button--quiet" onClick=${() => host.send("leave_queue", { topic: topic.id }, t("It has left the queue."))}>${t("Take it out of the queue")}</button></div>`
  }
  if (!can(g, "queue_announcement", { topic })) return null
  const queue = read_out => host.send("queue_announcement", { topic: topic.id, read_out }, t("It is in the queue."))
  return html`<div class="row">
    <button class="button button--quiet" onClick=${() => queue(false)}>${t("They announce it")}</button>
    <button class="button button--quiet" onClick=${() => queue(true)}>${t("Queue it to be read out")}</button></div>`
}

function show(host, topic) {
  host.close()
  host.send("hide_topic", { topic: topic.id, hidden: false }, t("It is back, without a place."))
}

/** @param {Props} props */
function Edit({ host, topic, done }) {
  const [title, setTitle] = useState(topic.title)
  const [description, setDescription] = useState(topic.description ?? "")
  const [reportTitle, setReportTitle] = useState(topic.report_title ?? "")
  const [error, setError] = useState("")
  const submit = async event => {
    event.preventDefault()
    const answer = await host.outbox.send("edit_topic", {
      topic: topic.id, title: title.trim(), description, report_title: reportTitle.trim(),
    })
    if (answer.ok) done()
    else setError(sentenceOf(answer.error))
  }
  return html`
    <form class="stack" onSubmit=${submit} noValidate>
      <${Field} id="topic-title" label=${t("Title")} value=${title} onInput=${setTitle} error=${error} />
      <${Field} id="topic.description" label=${t("A few words more")} rows="3" value=${description} onInput=${setDescription} />
      <${Field} id="topic-report-title" label=${t("Title of the report, if the topic changed")} value=${reportTitle} onInput=${setReportTitle} />
      <div class="row">
        <button class="button">${t("Save")}</button>
        <button type="button" class="button button--quiet" onClick=${done}>${t("Cancel")}</button>
      </div>
    </form>`
}

function placeOf(g, session) {
  if (!session) return ""
  return withCommas([placeName(g, session), spanOf(g, session)])
}
