// The view of one topic: what it is, and what one can do with it.
import { hasBegun } from "../core/clock.js"
import { isOffTheWall, topicOf } from "../core/gathering.js"
import { html, useState } from "../core/html.js"
import { t } from "../core/language.js"
import { colourOf } from "../core/places.js"
import { can } from "../core/possible.js"
import { CallLinks } from "../ui/call_links.js"
import { TYPED } from "../ui/card.js"
import { BehindNote } from "../ui/content_note.js"
import { roomFacts } from "../ui/room_facts.js"
import { Announcing } from "./announcing.js"
import { Notes } from "./notes.js"
import { MeetsWith, waysToMeet } from "./meeting.js"
import { Follows } from "./on_demand.js"
import { RoomSize } from "./room_size.js"
import { Covered, ReportName, Worry } from "./item_safety.js"
import { PlaceOf } from "./cell_name.js"

/** @param {Props} props */
export function TopicSheet({ phone, topic: id }) {
  const { g, pending } = phone
  const topic = g.tables.topics.value.get(id)
  if (!topic) return html`<h2>${t("This topic has left the wall")}</h2><p>${t("Its convener may bring it back.")}</p>`
  const sessions = g.placed.value.get(id) ?? []
  const going = pending.placeOf(id)
  return html`
    <h2><bdi>${topic.title}</bdi></h2>
    <${Covered} row=${topic} what="topic" />
    <${ConvenedBy} topic=${topic}>${!topic.mine && html`<br /><${ReportName} phone=${phone} item=${{ topic: id }} row=${topic} />`}<//>
    ${topic.description && html`<${BehindNote} note=${topic.content_note}><p class="prose"><bdi>${topic.description}</bdi></p><//>`}
    ${topic.content_note && !topic.description && html`<p class="soft">${t("Content note: {note}", { note: topic.content_note })}</p>`}
    ${topic.follows?.code && html`<${Follows} follows=${topic.follows} />`}
    ${topic.tags?.length > 0 && html`<p class="row">${topic.tags.map(tag => html`<span class="chip">${tag}</span>`)}</p>`}
    ${going && html`<p class="is-pending"><${PlaceOf} g=${g} session=${going} /> – ${t("saving…")}</p>`}
    ${sessions.map(session => html`<${Held} key=${session.id} phone=${phone} topic=${topic} session=${session} />`)}
    ${!sessions.length && !going && !isOffTheWall(topic) && html`<p class="soft">${t("It has no place on the wall yet.")}</p>`}
    ${!sessions.length && pending.notesOf(null, id).length > 0 && html`<${Notes} phone=${phone} session=${{ id: null }} topic=${topic} />`}
    ${topic.mine ? html`<${Own} phone=${phone} topic=${topic} sessions=${sessions} going=${going} />` : html`<${Interest} phone=${phone} topic=${topic} isFirst=${!sessions.some(session => hasBegun(g, session))} />`}
    ${waysToMeet(g, id).length > 0 && html`<p><button class="link" onClick=${() => phone.open("meeting", { topic: id })}>${t("Meet together with a topic of yours")}</button></p>`}
    <p class="row"><${WithOthers} phone=${phone} item=${{ topic: id }} /><${Worry} phone=${phone} table="topics" row=${topic} /></p>`
}

/** Who convenes it, where a name is on it. */
export function ConvenedBy({ topic, children }) {
  return topic.convener_name && html`<p>${t("Convened by {name}", { name: html`<strong dir="auto">${topic.convener_name}</strong>` })}
    ${topic.convener_typed && html`${" "}<span class="soft">${TYPED}</span>`}
    ${children}</p>`
}

/** A quiet way to others who want to work on the item: {topic} or {note}. */
export function WithOthers({ phone, item }) {
  return can(phone.g, "wish_for_others") && html`<button class="link" onClick=${() => phone.open("together", item)}>${t("Work on this with others")}</button>`
}

/** @param {Props} props */
function Held({ phone, topic: shown, session }) {
  const { g } = phone
  const topic = topicOf(g.tables, session)
  const room = g.tables.rooms.value.get(session.room)
  const facts = room && roomFacts(room)
  const release = () => {
    phone.close()
    phone.send("release_session", { session: session.id }, session.room ? t("{code} is free again.", session) : t("It has no place now."))
  }
  return html`<div class="held stack">
    <p><span class=${`code slot-${colourOf(g, session)}`}>${session.code}</span>${" "}<${PlaceOf} g=${g} session=${session} /></p>
    ${facts && html`<p class="soft">${facts}</p>`}
    <${CallLinks} g=${g} room=${room} />
    ${topic.mine && html`<${RoomSize} phone=${phone} session=${session} topic=${topic} />`}
    <${MeetsWith} phone=${phone} session=${session} topic=${shown} />
    <div class="row">
      <button class=${`button ${topic.mine || hasBegun(g, session) ? "" : "button--quiet"}`}
        onClick=${() => phone.go("session", { session })}>${t("Session page")}</button>
      ${phone.canPlace({ topic, session }) && html`<button class="button button--quiet" onClick=${() => phone.pick(topic, { session })}>${t("Move")}</button>`}
      ${can(g, "release_session", { topic, session }) && html`<button class="button button--quiet" onClick=${release}>${t("Give up this place")}</button>`}
    </div></div>`
}

/**
 * A calm toggle; nobody sees how many tapped it. `isFirst`: whether it is the main thing to do here.
 *
 * @param {Props} props
 */
export function Interest({ phone, topic, isFirst = false }) {
  const { g, pending } = phone
  const interested = pending.interested(topic.id)
  if (!can(g, "mark_interest", { topic })) return null
  return html`<button class=${`button interest ${isFirst && !interested ? "" : "button--quiet"}`} aria-pressed=${interested}
    onClick=${() => phone.send("mark_interest", { topic: topic.id, interested: !interested })}>
    <span class="interest__mark" aria-hidden="true">${interested ? "✓" : "+"}</span>${t("I’m interested")}</button>`
}

/** @param {Props} props */
function Own({ phone, topic, sessions, going }) {
  const [sure, setSure] = useState(false)
  const ask = (name, done) => { phone.close(); phone.send(name, { topic: topic.id }, done) }
  const may = name => can(phone.g, name, { topic })
  if (topic.withdrawn) {
    return html`<p>${t("You withdrew this topic. Only you see it.")}</p>
      ${may("restore_topic") && html`<button class="button" onClick=${() => ask("restore_topic", t("It is back."))}>${t("Bring it back")}</button>`}`
  }
  return html`<${Announcing} phone=${phone} topic=${topic} />
    <div class="row">
      ${!sessions.length && !going && may("claim_cell") && html`<button class="button" onClick=${() => phone.pick(topic)}>${t("Choose a place")}</button>`}
      ${may("edit_topic") && html`<button class="button button--quiet" onClick=${() => phone.open("edit", { topic: topic.id })}>${t("Edit")}</button>`}
      ${sessions.length > 0 && may("claim_cell") && html`<button class="button button--quiet" onClick=${() => phone.pick(topic, { again: true })}>${t("Continue in a second place")}</button>`}
      ${!sure && may("withdraw_topic") && html`<button class="link" onClick=${() => setSure(true)}>${t("Withdraw")}</button>`}
      ${(may("invite_convener") || may("leave_topic")) && html`<button class="link" onClick=${() => phone.open("convening", { topic: topic.id })}>${
        topic.shared ? t("You convene it with somebody") : t("Convene it with somebody")}</button>`}
    </div>
    ${sure && may("withdraw_topic") && html`<div class="row" role="group" aria-label=${t("Withdraw this topic?")}>
      <button class="button button--danger" onClick=${() => ask("withdraw_topic", t("Withdrawn. You find it in Topics."))}>${t("Take it off the wall")}</button>
      <button class="button button--quiet" onClick=${() => setSure(false)}>${t("Keep it")}</button></div>`}`
}
