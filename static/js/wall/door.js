// One room's day beside its door: what is on now, what comes next, and the whole list.
import { holdsCells, inRoom } from "../core/free_cells.js"
import { html, render } from "../core/html.js"
import { t, tc } from "../core/language.js"
import { Card, named } from "../ui/card.js"
import { connect } from "../core/connection.js"
import { ringPlanned } from "../core/bells.js"
import { createGathering } from "../core/gathering.js"
import { dayToday, now, nowAndNext, pageAnsweredAt, timeOf } from "../core/clock.js"
import { span } from "../ui/cell.js"
import { CallLinks } from "../ui/call_links.js"
import { PublicQr } from "../ui/qr.js"
import { roomFacts } from "../ui/room_facts.js"
import { Bell, ring } from "./bell.js"
import { HelpLine } from "./help.js"
import { slotName } from "./slot_name.js"
import { keepTheme } from "./theme.js"
import { Wifi } from "./wifi.js"

const state = JSON.parse(document.getElementById("state").textContent)
const g = createGathering(state, pageAnsweredAt())
const connection = connect({ code: state.page.code, as: "wall", g, onBell: ring })
keepTheme("door.theme", "")
ringPlanned(g, ring)

function Door({ page }) {
  const room = g.tables.rooms.value.get(page.room)
  if (!room) return html`<main id="main" class="door-page">
    <h1>${t("This room is not in use any more.")}</h1>
    <p><a class="button" href=${`/${page.code}`}>${t("To the gathering")}</a></p></main>`
  const { now: current, next } = nowAndNext(g)
  const today = dayToday(g.days.value) ?? g.days.value.at(-1)
  return html`
    <div class="door-page">
      <${Head} room=${room} />
      <main id="main" class="door-main">
        <section class="door-now" aria-labelledby="door-now">
          <h2 id="door-now">${t("Now")}</h2>
          ${current.length
            ? current.map(slot => html`<${Large} key=${slot.id} room=${room} slot=${slot} />`)
            : html`<p class="door-rest">${t("Nothing is on just now.")}</p>`}
        </section>
        ${next && html`<section class="door-next" aria-labelledby="door-next">
          <h2 id="door-next">${t("Next, {time}", { time: timeOf(next.starts_at, g.about.value) })}</h2>
          <${Line} room=${room} slot=${next} />
        </section>`}
        <section class="door-day" aria-labelledby="door-day">
          <h2 id="door-day">${t("{day} in this room", { day: today?.label ?? t("The day") })}</h2>
          <ol>
            ${(today?.slots ?? []).map(slot => html`
              <li key=${slot.id} class=${isPast(slot) ? "is-past" : current.includes(slot) ? "is-now" : ""}>
                <span class="door-time">${span(slot, g)}</span>
                <${Line} room=${room} slot=${slot} />
              </li>`)}
          </ol>
        </section>
        <div class="door-qr">
          <${PublicQr} code=${page.code} to=${`room-${room.letter}`} label=${t("QR code of this page")} />
          <p>${t("This room on your phone")}</p>
        </div>
        <${Wifi} g=${g} />
        <p class="door-join"><a class="button" href=${`/${page.code}`}>${t("Take part on this phone")}</a></p>
      </main>
      <footer><${HelpLine} g=${g} /></footer>
      ${connection.status.value === "offline" && html`<p class="door-lost" role="status">${t("No connection just now. This is what was shown last.")}</p>`}
      <${Bell} />
    </div>`
}

function Head({ room }) {
  return html`
    <header class="door-head">
      <p class="door-letter" aria-hidden="true">${room.letter}</p>
      <div>
        <h1><span class="visually-hidden">${t("Room {letter}", { letter: room.letter })}, </span>${room.name}</h1>
        <p class="soft">${roomFacts(room)}</p>
      </div>
      <time class="door-clock">${timeOf(now().toISOString(), g.about.value)}</time>
      <${CallLinks} g=${g} room=${room} />
      <p class="door-gathering soft"><bdi>${g.about.value.title}</bdi></p>
    </header>`
}

/** What is on, to be read from across the corridor. */
function Large({ room, slot }) {
  const held = g.cells.value.get(`${room.id}|${slot.id}`)
  if (!holdsCells(slot)) {
    return html`<div class="door-large"><p class="door-title" dir="auto">${slotName(slot)}</p>
      <p class="door-by">${t("until {time}", { time: timeOf(slot.ends_at, g.about.value) })}</p></div>`
  }
  // Another time slot, which is on at the same time, says what is on here.
  if (!held && inRoom(g, room, slot)) return null
  if (!held) return html`<p class="door-rest">${t("This room is free until {time}.", { time: timeOf(slot.ends_at, g.about.value) })}</p>`
  return html`<div class=${`door-large slot-${slot.colour ?? 0}`}>
    <p class="door-title"><span class="code">${held.session.code}</span> <a href=${sessionPage(held.session)} dir="auto">${held.topic.title}</a></p>
    <p class="door-by">${[named(held.topic.convener_name, held.topic.convener_typed), t("until {time}", { time: timeOf(slot.ends_at, g.about.value) })].filter(Boolean).join(" · ")}</p>
  </div>`
}

function Line({ room, slot }) {
  if (!holdsCells(slot)) return html`<p class="door-band">${slotName(slot)}</p>`
  const held = g.cells.value.get(`${room.id}|${slot.id}`)
  if (held) return html`<a class="door-link" href=${sessionPage(held.session)}><${Card} ...${{ g, ...held, size: "row" }} mine=${false} /></a>`
  const other = inRoom(g, room, slot)
  return html`<p class=${`cell-free slot-${slot.colour ?? 0}`}><span class="cell-code">${slot.code}${room.letter}</span> ${other ? t("{code} is here", { code: other.session.code }) : tc("a place", "free")}</p>`
}

function sessionPage({ code }) {
  return `/${state.page.code}/s/${encodeURIComponent(code)}`
}

function isPast(slot) {
  return Date.parse(slot.ends_at) <= now().getTime()
}

render(html`<${Door} page=${state.page} />`, document.getElementById("door"))
