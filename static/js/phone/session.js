// One session: what it is, where and when, who takes notes, and what has been noted.
import { topicOf } from "../core/gathering.js"
import { html, useEffect, useState } from "../core/html.js"
import { dayOf } from "../core/clock.js"
import { t } from "../core/language.js"
import { colourOf, placeName, spanOf, timesOf } from "../core/places.js"
import { can, canUnlessPaused } from "../core/possible.js"
import { wantsNotes } from "../ui/card.js"
import { BehindNote } from "../ui/content_note.js"
import { CallLinks } from "../ui/call_links.js"
import { roomFacts } from "../ui/room_facts.js"
import { Composer } from "./composer.js"
import { Notes } from "./notes.js"
import { OnePage, WasHere } from "./on_demand.js"
import { People, Report } from "./report.js"
import { isReportTime } from "./report_time.js"
import { RoomSize } from "./room_size.js"
import { Worry } from "./item_safety.js"
import { ConvenedBy, Interest, WithOthers } from "./topic.js"

/** @param {Props} props */
export function Session({ phone }) {
  const { g } = phone
  const found = find(phone)
  useEffect(() => {
    if (!found) return
    phone.moves.look(found.session)
    phone.stay(found.session)
  }, [found?.session.id, found?.session.code])
  if (!found) return html`<${Gone} phone=${phone} />`
  const { session, topic } = found
  const times = timesOf(g, session)
  const room = g.tables.rooms.value.get(session.room)
  const isOpen = canUnlessPaused(g, "post_note", { topic, session })
  const isReport = isReportTime(g, session, topic)
  const report = html`
    ${session.note_taking && !topic.mine && html`<${People} phone=${phone} topic=${topic} />`}
    <${Report} phone=${phone} topic=${topic} />`
  return html`<article class=${`session slot-${colourOf(g, session)}`}>
    <header class="session__head">
      <p class="row"><span class="code code--large">${session.code}</span>
        <span class="session__when"><strong>${spanOf(g, session)}</strong>
          ${g.days.value.length > 1 && html`${" "}${dayOf(times.starts_at, g.about.value, "short")}`}
          ${" "}<span dir="auto">${placeName(g, session)}</span></span></p>
      <h1><bdi>${topic.title}</bdi></h1>
      <${ConvenedBy} topic=${topic} />
      ${room && roomFacts(room) && html`<p class="soft">${roomFacts(room)}</p>`}
    </header>
    <${CallLinks} g=${g} room=${room} />
    ${topic.mine && html`<${RoomSize} phone=${phone} session=${session} topic=${topic} />`}
    ${topic.description && html`<${BehindNote} note=${topic.content_note}><${Description} text=${topic.description} /><//>`}
    ${topic.content_note && !topic.description && html`<p class="soft">${t("Content note: {note}", { note: topic.content_note })}</p>`}
    <div class="row">
      ${topic.mine
        ? can(g, "release_session", { topic, session }) && html`
          <button class="button button--quiet" onClick=${() => phone.open("topic", { topic: g.tables.topics.value.get(topic.id)?.mine ? topic.id : session.joined, session: session.id })}>${t("Move, edit…")}</button>`
        : html`<${Interest} phone=${phone} topic=${topic} />`}
      ${can(g, "post_evidence", { topic, session }) && html`<button class="button button--quiet"
        onClick=${() => phone.open("bring", { session: session.id })}>${t("Bring evidence")}</button>`}
    </div>
    ${isReport && html`<${OnePage} key=${`one-${session.id}`} phone=${phone} session=${session} topic=${topic} />${report}`}
    ${isOpen && html`<${Composer} key=${session.id} phone=${phone} session=${session} />`}
    <${Notes} phone=${phone} session=${session} topic=${topic} invites=${isOpen} />
    ${g.about.value.was_here && html`<${WasHere} phone=${phone} session=${session} />`}
    <p class="row"><${WithOthers} phone=${phone} item=${{ topic: topic.id }} /><${Worry} phone=${phone} table="topics" row=${topic} /></p>
    ${isOpen && html`<${NoteTaker} phone=${phone} session=${session} topic=${topic} />`}
    ${!isReport && report}
  </article>`
}

/** A long one is cut, so that writing a note stays in sight. */
function Description({ text }) {
  const [whole, setWhole] = useState(text.length < 200 && text.split("\n").length < 4)
  return html`<div><p class=${whole ? "prose" : "prose is-cut"}><bdi>${text}</bdi></p>
    ${!whole && html`<button class="link" onClick=${() => setWhole(true)}>${t("Read all of it")}</button>`}</div>`
}

// By id once known, so that a session that moves is not lost from sight; by code from a link.
/** @param {Props} props */
function find({ g, route }) {
  const { session: id, code } = route.value
  const sessions = g.tables.sessions.value
  const session = sessions.get(id) ?? [...sessions.values()].find(one => one.code.toUpperCase() === code?.toUpperCase())
  const topic = session && topicOf(g.tables, session)
  return topic ? { session, topic } : null
}

/** @param {Props} props */
function Gone({ phone }) {
  const { code } = phone.route.value
  return html`<div class="stack"><h1>${code ? t("Nothing is at {code} just now", { code }) : t("Nothing is at this place just now")}</h1>
    <p>${t("The session may have moved or been withdrawn.")}</p>
    <button class="button" onClick=${() => phone.go("wall")}>${t("See the wall")}</button></div>`
}

/**
 * Taking notes is the convener's care, and can be handed over with one tap.
 *
 * @param {Props} props
 */
function NoteTaker({ phone, session, topic }) {
  const { g } = phone
  const [asking, setAsking] = useState(false)
  const canBeNamed = g.about.value.naming !== "none" && g.me.value?.name
  const take = named => { setAsking(false); phone.send("take_notes", { session: session.id, named }) }
  const handOver = () => phone.send("hand_over_notes", { session: session.id })
  const offer = () => (canBeNamed ? setAsking(true) : take(false))
  const may = (name, args = null) => can(g, name, { topic, session }, args)
  const busy = ["take_notes", "hand_over_notes"].some(name => phone.pending.waiting(name).some(({ args }) => args.session === session.id))
  const wanted = wantsNotes(session)
  const who = session.note_taking ? t("You take the notes.")
    : session.note_taker_name ? t("{name} takes the notes.", { name: session.note_taker_name })
    : session.has_note_taker ? t("Somebody takes the notes.")
    : wanted ? t("This session needs a note-taker.") : topic.mine ? t("As convener you take the notes, unless you ask for a note-taker.") : ""
  if (!who) return null
  return html`<section class="notetaker" aria-label=${t("Note-taker")}>
    <p>${asking ? t("You take the notes. How should your name be shown?") : who}${busy && html`${" "}<span class="soft">${t("saving…")}</span>`}</p>
    <div class="row">
      ${wanted && !asking && may("take_notes", { named: false }) && html`<button class="button" onClick=${offer}>${t("I’ll take notes")}</button>`}
      ${!wanted && may("hand_over_notes") && html`<button class="button button--quiet" onClick=${handOver}>${t("Ask for a note-taker")}</button>`}
      ${asking && html`
        <button class="button" onClick=${() => take(false)}>${t("Without my name")}</button>
        <button class="button button--quiet" onClick=${() => take(true)}>${t("As {name}", { name: g.me.value.name })}</button>
        <button class="button button--quiet" onClick=${() => setAsking(false)}>${t("Cancel")}</button>`}
    </div>
  </section>`
}
