// The wall for people at home: what is on now and next, with the ways into the calls, in the time of their own clock.
import { ringPlanned } from "../core/bells.js"
import { holdsCells } from "../core/free_cells.js"
import { html, render } from "../core/html.js"
import { connect } from "../core/connection.js"
import { createGathering } from "../core/gathering.js"
import { dayOf, now, nowAndNext, pageAnsweredAt, timeOf } from "../core/clock.js"
import { t } from "../core/language.js"
import { endOf, placeName } from "../core/places.js"
import { browserZone } from "../core/wall_time.js"
import { CallLinks } from "../ui/call_links.js"
import { classes, named } from "../ui/card.js"
import { roomFacts } from "../ui/room_facts.js"
import { Bell, ring } from "./bell.js"
import { keepTheme } from "./theme.js"

const state = JSON.parse(document.getElementById("state").textContent)
const { code } = state.page
const g = createGathering(state, pageAnsweredAt())
const connection = connect({ code, as: "wall", g, onBell: ring })
const HERE = { timezone: browserZone() }
keepTheme("home.theme", "")
ringPlanned(g, ring)

function AtHome() {
  const about = g.about.value
  const { now: current, next } = nowAndNext(g)
  return html`
    <main id="main" class="home-page">
      <div class="home-head">
        <div><h1 dir="auto">${about.title}</h1>
          <p class="soft">${about.home_host ? t("For people at home. Your host: {name}.", { name: html`<strong>${about.home_host}</strong>` })
            : t("For people at home. The links to the calls appear when somebody is named as your host.")}
            ${timeOf(now().toISOString(), about) !== timeOf(now().toISOString(), HERE) && html` <span>${t("Times are those of your own clock ({zone}).", { zone: HERE.timezone.replace("_", " ") })}</span>`}</p></div>
        <p class="home-clock"><time>${timeOf(now().toISOString(), HERE)}</time><${There} iso=${now().toISOString()} /></p>
      </div>
      <div class="home-main">
        <section aria-labelledby="home-now"><h2 id="home-now">${t("Now")}</h2>
          ${current.map(slot => html`<${Moment} key=${slot.id} slot=${slot} until />`)}
          ${!current.length && html`<p class="soft">${t("Nothing is on just now.")}</p>`}</section>
        ${next && html`<section aria-labelledby="home-next"><h2 id="home-next">${t("Next")}</h2><${Moment} slot=${next} /></section>`}
        <${Elsewhere} />
        <${Later} slots=${g.slots.value.filter(slot => Date.parse(slot.starts_at) > now().getTime() && slot !== next)} />
        <p><a class="button button--quiet" href=${`/${code}`}>${t("Take part: bring a topic, write notes")}</a></p>
      </div>
      ${connection.status.value === "offline" && html`<p class="home-lost" role="status">${t("No connection just now. This is what was shown last.")}</p>`}
      <${Bell} />
    </main>`
}

/** The time at the gathering, where its clock shows another one. */
function There({ iso }) {
  const there = timeOf(iso, g.about.value)
  return there !== timeOf(iso, HERE) && html`${" "}<span class="soft home-there">${t("{time} at the gathering", { time: there })}</span>`
}

function Moment({ slot, until = false }) {
  const held = sessionsOf(slot)
  return html`
    <p class="home-when">${until ? html`${t("until {time}", { time: html`<b>${timeOf(slot.ends_at, HERE)}</b>` })}<${There} iso=${slot.ends_at} />`
      : html`<b>${dayAndTime(slot.starts_at)}</b><${There} iso=${slot.starts_at} />`} ${slot.label}</p>
    ${held.length > 0 && html`<ul class="home-cards">${held.map(one => html`<li key=${one.session.id}><${Session} ...${one} slot=${slot} /></li>`)}</ul>`}
    ${!held.length && holdsCells(slot) && html`<p class="soft">${t("No session has a place at this time yet.")}</p>`}
    ${!holdsCells(slot) && slot.kind === "plenary" && html`<${Calls} />`}`
}

function Session({ session, topic, room, slot }) {
  const by = [named(topic.convener_name, topic.convener_typed), room && `${room.letter} · ${room.name}`, room && roomFacts({ ...room, capacity: null })]
  return html`<article class=${classes("home-card", `slot-${slot?.colour ?? 0}`)}>
    <h3><span class="code">${session.code}</span> <a href=${`/${code}/s/${encodeURIComponent(session.code)}`} dir="auto">${topic.title}</a></h3>
    ${topic.content_note && html`<p>${t("Content note: {note}", { note: topic.content_note })}</p>`}
    <p>${by.filter(Boolean).join(" · ")}</p>
    <${CallLinks} g=${g} room=${room} isNamed=${false} />
  </article>`
}

/** When all are together, in no room of the grid: every way in. */
function Calls() {
  const rooms = g.rooms.value.filter(room => room.call_link || room.caption_link)
  return rooms.length > 0 && html`<details open><summary>${t("Calls of the rooms")}</summary>
    ${rooms.map(room => html`<${CallLinks} key=${room.id} g=${g} room=${room} where=${room.name} isNamed=${false} />`)}</details>`
}

/** Sessions at free places that are not over: nobody can call in there, and people at home should know. */
function Elsewhere() {
  const open = g.elsewhere.value.filter(({ session }) => endOf(g, session) > now().getTime())
  return open.length > 0 && html`<section aria-labelledby="home-elsewhere"><h2 id="home-elsewhere">${t("Elsewhere, without a call")}</h2>
    <ul class="home-list">${open.map(({ session, topic }) => html`<li key=${session.id}><b>${dayAndTime(session.starts_at)}</b>
      <span><span class="code">${session.code}</span> <bdi>${topic.title}</bdi> <span class="soft">${placeName(g, session)}</span></span></li>`)}</ul></section>`
}

function Later({ slots }) {
  return slots.length > 0 && html`<section aria-labelledby="home-later"><h2 id="home-later">${t("Later")}</h2>
    <ul class="home-list">${slots.map(slot => html`<li key=${slot.id}><b>${dayAndTime(slot.starts_at)}<${There} iso=${slot.starts_at} /></b>
      <div>${slot.label && html`<p>${slot.label}</p>`}
        ${sessionsOf(slot).map(({ session, topic, room }) => html`<p key=${session.id}><span class=${`code slot-${slot.colour ?? 0}`}>${session.code}</span> <bdi>${topic.title}</bdi>
          ${" "}<span class="soft">${[room?.name, room?.call_link && t("with a call")].filter(Boolean).join(" · ")}</span></p>`)}</div></li>`)}</ul></section>`
}

function sessionsOf(slot) {
  return g.rooms.value.flatMap(room => {
    const held = g.cells.value.get(`${room.id}|${slot.id}`)
    return held ? [{ ...held, room }] : []
  })
}

/** "10:45", with the day if it is not today where this is read. */
function dayAndTime(iso) {
  const [day, today] = [iso, now().toISOString()].map(at => dayOf(at, HERE, "short"))
  return day === today ? timeOf(iso, HERE) : `${day} ${timeOf(iso, HERE)}`
}

render(html`<${AtHome} />`, document.getElementById("home"))
