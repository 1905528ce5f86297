// Below the grid: the latest news, what just moved, the topics without a place, and the way in.
import { html } from "../core/html.js"
import { momentOf } from "../core/clock.js"
import { newestFirst } from "../core/gathering.js"
import { t, tn } from "../core/language.js"
import { byCode } from "../core/lists.js"
import { Upcoming } from "./announced.js"
import { wantsNotes } from "../ui/card.js"
import { PublicQr } from "../ui/qr.js"
import { Dots, PageDots } from "./head.js"
import { HelpLine } from "./help.js"

/** @param {Props} props */
export function Foot({ g, page, stage, connection, moves, onGrid, small, chosen = null, next = [] }) {
  const news = newestFirst(g.tables.news).find(one => one.kind === "news")
  const isMoving = moves.lately.value.length > 0
  return html`
    <footer class="wall-foot">
      <div class="wall-lines" aria-live="polite">
        ${onGrid && html`
          ${news && html`<${News} ...${{ g, news }} />`}
          ${isMoving && html`<${Moved} moves=${moves} />`}
          ${!(news && isMoving) && html`<div class="wall-both">
            <${Upcoming} next=${next} />
            <${NotesWanted} g=${g} />
            <${Typed} g=${g} />
            ${connection.status.value !== "offline" && html`<${Waiting} g=${g} />`}
            ${connection.status.value === "offline" && html`<${Lost} />`}
          </div>`}`}
        ${!onGrid && html`<${Upcoming} next=${next} />`}
        ${chosen && news && html`<${News} ...${{ g, news }} />`}
        <${HelpLine} g=${g} />
        ${!onGrid && connection.status.value === "offline" && html`<${Lost} />`}
      </div>
      ${onGrid && html`<${PageDots} ...${{ g, stage }} />`}
      ${chosen && html`<p class="wall-paging"><${Dots} count=${chosen.pages.value.length} at=${chosen.turning.index.value} /></p>`}
      ${small && html`<${Join} page=${page} />`}
    </footer>`
}

/**
 * In full: it may say where the step-free way is. It stays until the host takes it back, and says from when it is. It stays while something moves, so that the grid keeps its height.
 *
 * @param {Props} props
 */
function News({ g, news }) {
  return html`<p class="wall-news"><b>${t("News {time}", { time: momentOf(news.at, g.about.value) })}</b> <bdi>${news.text}</bdi></p>`
}

/** @param {Props} props */
function Moved({ moves }) {
  const [latest, ...others] = moves.lately.value
  return html`<p class="wall-line wall-line--moved">
    <b>${latest.word}</b> <span class="wall-line-words" data-fit dir="auto">${latest.title}</span>
    ${latest.code && html`<span class=${`code slot-${latest.colour}`}>${latest.code}</span>`}
    ${others.length > 0 && html`<span class="soft">${t("and {count} more", { count: others.length })}</span>`}
  </p>`
}

/**
 * While sessions run: who needs a note-taker.
 *
 * @param {Props} props
 */
function NotesWanted({ g }) {
  const wanting = [...g.tables.sessions.value.values()].filter(wantsNotes)
  if (g.phase.value !== "sessions" || !wanting.length) return null
  const codes = wanting.map(session => session.code).sort(byCode)
  return html`<p class="wall-line wall-line--wanted">
    <b>${t("Note-taker wanted")}</b> <span class="wall-line-words" data-fit>${codes.join(" ")}</span>
  </p>`
}

/**
 * What the star behind a name means, where there is one.
 *
 * @param {Props} props
 */
function Typed({ g }) {
  const isShown = [...g.cells.value.values(), ...g.elsewhere.value].some(({ topic }) => topic.convener_typed && topic.convener_name)
  return isShown && html`<p class="wall-line wall-line--typed soft">${`* ${t("named by somebody else")}`}</p>`
}

function Lost() {
  return html`<p class="wall-line soft">${t("No connection just now. This is what was shown last.")}</p>`
}

/** @param {Props} props */
function Waiting({ g }) {
  const waiting = g.unplaced.value
  if (!waiting.length) return null
  return html`<p class="wall-line wall-line--unplaced">
    <b>${tn("{n} topic without a place yet", "{n} topics without a place yet", waiting.length)}</b>
    <span class="wall-line-words" data-fit dir="auto">${waiting.map(topic => topic.title).join(" · ")}</span>
  </p>`
}

function Join({ page }) {
  return html`<aside class="wall-join">
    <div><b>${t("Join")}</b><span>${shortAddress(page)}</span><span class="wall-code">${spaced(page.code)}</span></div>
    <${PublicQr} code=${page.code} label=${t("QR code to join: {address}, code {code}", { address: shortAddress(page), code: page.code })} />
  </aside>`
}

export function shortAddress(page) {
  return page.base_url.replace(/^https?:\/\//, "").replace(/\/$/, "")
}

/** "K7M2QX" → "K7M 2QX": easier to type from a distance. */
export function spaced(code) {
  return code.replace(/^(.{3})(.{3})$/, "$1 $2")
}
