// My day: now and next, what I convene and what interests me, in order of time.
import { holdsCells, labelOf } from "../core/free_cells.js"
import { html } from "../core/html.js"
import { dayOf, hasBegun, isoDateOf, now, nowAndNext } from "../core/clock.js"
import { inWords, t } from "../core/language.js"
import { beginOf, colourOf, endOf, spanOf, timesOf } from "../core/places.js"
import { said } from "../core/vocabulary.js"
import { wantsNotes } from "../ui/card.js"
import { Picture } from "../ui/picture.js"
import { clashes } from "./clashes.js"
import { TopicRow } from "./topic_row.js"
import { PlaceOf } from "./cell_name.js"
import { Accompanied, FollowedBy, JoinedActions, MyCalendar, Notices, ReportsDue, Visits, Wishes } from "./on_demand.js"
import { Muted } from "./safety.js"

const MOST_CLASHES = 3

/** @param {Props} props */
export function Day({ phone }) {
  const { g } = phone
  const phase = g.phase.value
  const isOver = phase === "closed"
  return html`
    <h1><${Picture} of="clock" />${t("My day")}</h1>
    <div role="status" class="stack stack--tight">${g.tables.notices.value.size > 0 && html`<${Notices} phone=${phone} />`}</div>
    <${Muted} phone=${phone} />
    ${[...g.tables.followings.value.values()].some(row => row.followed) && html`<${FollowedBy} phone=${phone} />`}
    ${phase === "harvest" ? html`<${ReportsDue} phone=${phone} />` : !isOver && html`<${NowAndNext} phone=${phone} />`}
    <${Unplaced} phone=${phone} />
    <${Mine} phone=${phone} />
    ${phone.follows.value && html`<${Accompanied} phone=${phone} />`}
    ${g.tables.visits.value.size > 0 && html`<${Visits} phone=${phone} />`}
    ${g.tables.joins.value.size > 0 && html`<${JoinedActions} phone=${phone} />`}
    ${g.tables.wishes.value.size > 0 && html`<${Wishes} phone=${phone} />`}
    ${!isOver && html`<${MyCalendar} phone=${phone} />`}
    ${g.about.value.law && phase === "sessions" && html`<p class="law soft">${said(g.about.value.law)}</p>`}`
}

/** @param {Props} props */
function NowAndNext({ phone }) {
  const { g } = phone
  const { now: current, next } = nowAndNext(g)
  const alone = elsewhere(phone, [...current, ...(next ? [next] : [])])
  if (!current.length && !next && !alone.length) return null
  return html`<section class="nownext" aria-label=${t("Now and next")}>
    ${current.map(slot => html`<${Moment} key=${slot.id} phone=${phone} slot=${slot} isNow />`)}
    ${alone.map(row => html`<div key=${row.session.id} class=${`moment slot-${colourOf(g, row.session)} ${hasBegun(g, row.session) ? "moment--now" : ""}`}>
      <h2><span class="moment__name">${hasBegun(g, row.session) ? t("Now") : t("Next")}</span>${" "}<span class="moment__time">${spanOf(g, row.session)}</span></h2>
      <${PlacedRow} phone=${phone} ...${row} /></div>`)}
    ${next && html`<${Moment} phone=${phone} slot=${next} />`}
  </section>`
}

/** What concerns me elsewhere, is on now or begins before the next time slot, and begins in none of `slots`. */
function elsewhere(phone, slots) {
  const { g } = phone
  const at = now().getTime()
  const until = Date.parse(slots.find(slot => Date.parse(slot.starts_at) > at)?.starts_at) || Infinity
  return concerning(phone).filter(({ session, when }) => !session.slot && when.day === isoDateOf(now().toISOString(), g.about.value)
    && at < endOf(g, session) && beginOf(g, session) < until && !slots.some(slot => beginsIn(g, session, slot)))
}

function beginsIn(g, session, slot) {
  const at = beginOf(g, session)
  return Date.parse(slot.starts_at) <= at && at < Date.parse(slot.ends_at)
}

/**
 * A slot with those of its sessions that concern me.
 *
 * @param {Props} props
 */
function Moment({ phone, slot, isNow = false }) {
  const { g } = phone
  const about = g.about.value
  const rows = concerning(phone).filter(({ session }) => session.slot === slot.id || (!session.slot && beginsIn(g, session, slot)))
  const later = !isNow && slot.day !== g.slots.value[0]?.day ? `${dayOf(slot.starts_at, about, "short")} ` : ""
  return html`<div class=${`moment ${holdsCells(slot) ? `slot-${slot.colour ?? 0}` : "moment--together"} ${isNow ? "moment--now" : ""}`}>
    <h2><span class="moment__name">${isNow ? t("Now") : t("Next")}</span>${" "}<span class="moment__time">${later}${spanOf(g, slot)}</span>
      ${" "}${labelOf(slot)}</h2>
    ${slot.about && html`<p class="soft">${slot.about}</p>`}
    ${rows.map(row => html`<${PlacedRow} key=${row.session.id} phone=${phone} ...${row} />`)}
    ${holdsCells(slot) && !rows.length && html`<p class="soft">${t("You marked nothing here.")}${" "}
      <button class="link" onClick=${() => phone.go("wall")}>${t("See the wall")}</button></p>`}
  </div>`
}

/** @param {Props} props */
function Unplaced({ phone }) {
  const { g, pending } = phone
  const mine = g.unplaced.value.filter(topic => topic.mine && !pending.placeOf(topic.id))
  const rows = [...pending.topics.value, ...mine]
  if (!rows.length) return null
  return html`<section class="stack stack--tight"><h2>${t("Yours, without a place yet")}</h2>
    ${rows.map(topic => html`<div key=${topic.id} class="pair pair--level">
      <${TopicRow} phone=${phone} topic=${topic} />
      ${!topic.pending && phone.canPlace({ topic }) && html`<button class="button" onClick=${() => phone.pick(topic)}>${t("Choose a place")}</button>`}</div>`)}
  </section>`
}

/** @param {Props} props */
function Mine({ phone }) {
  const { g, pending } = phone
  const rows = concerning(phone)
  const days = g.days.value.filter(day => rows.some(row => row.when.day === day.date))
  const loose = g.unplaced.value.filter(topic => !topic.mine && pending.interested(topic.id))
  const isOver = ["harvest", "closed"].includes(g.phase.value)
  return html`
    ${!rows.length && html`<p class="empty">${t("What you convene and what you marked is listed here.")}${isOver ? "" : ` ${t("Open a topic and tap “I’m interested”.")}`}</p>`}
    ${days.map(day => html`<section key=${day.date} class="stack stack--tight">
      <h2>${days.length > 1 || g.days.value.length > 1 ? day.label : t("What you convene, and what interests you")}</h2>
      <ul class="plain stack stack--tight">${rows.filter(row => row.when.day === day.date).map(row => html`
        <li key=${row.session.id}><${PlacedRow} phone=${phone} ...${row} /></li>`)}</ul></section>`)}
    ${loose.length > 0 && html`<section class="stack stack--tight"><h2>${t("Interests you, without a place yet")}</h2>
      ${loose.map(topic => html`<${TopicRow} key=${topic.id} phone=${phone} topic=${topic} signs=${phone.moves.left(topic.id) ? [t("was at {code}", { code: phone.moves.left(topic.id) })] : []} />`)}</section>`}`
}

/**
 * A placed topic with its time and room; it opens the session's page.
 *
 * @param {Props} props
 */
export function PlacedRow({ phone, topic, session, why }) {
  const was = phone.moves.was(session)
  const others = clashes(phone.g, session, ({ id }) => phone.pending.interested(id)).slice(0, MOST_CLASHES)
  return html`<a class=${`placed slot-${colourOf(phone.g, session)}`}
    href=${`/${phone.code}/s/${session.code}`} onClick=${event => { event.preventDefault(); phone.go("session", { session }) }}>
    <span><span class="code">${session.code}</span>${" "}<${PlaceOf} g=${phone.g} session=${session} /></span>
    <bdi class="placed__title">${topic.title}</bdi>
    <span class="placed__why soft">${[
      why, was && t("moved from {code}", { code: was }), others.length && t("same time as {codes}", { codes: inWords(others) }), wantsNotes(session) && t("notes wanted"),
    ].filter(Boolean).join(" · ")}</span>
  </a>`
}

/** Whether one of the topics that meet there interests me. */
function isOfInterest(pending, { topic, joined }) {
  return [topic, joined].some(id => id && pending.interested(id))
}

/**
 * `{topic, session, when, why}` of what I convene, note for or am interested in, by time.
 *
 * @param {Props} props
 */
function concerning({ g, pending }) {
  return [...pending.cells.value.values(), ...g.elsewhere.value]
    .map(({ topic, session }) => ({
      topic, session, when: timesOf(g, session),
      why: topic.mine ? t("You convene") : session.note_taking ? t("You take notes") : isOfInterest(pending, session) ? t("Interests you") : null,
    }))
    .filter(({ why, when }) => why && when.starts_at)
    .sort((a, b) => beginOf(g, a.session) - beginOf(g, b.session))
}
