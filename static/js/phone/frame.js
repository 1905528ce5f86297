// What stays while views come and go: the name of the gathering, what is not saved yet, the bell,
// the topic in hand, and the tabs.
import { html, useEffect, useRef } from "../core/html.js"
import { keep, recall } from "../core/storage.js"
import { newestFirst } from "../core/gathering.js"
import { momentOf } from "../core/clock.js"
import { t, tn } from "../core/language.js"
import { latestNotices } from "../core/notices.js"
import { InHand } from "../ui/in_hand.js"
import { ConnectionStatus, Unsaved } from "../ui/status.js"
import { Toasts } from "../ui/toast.js"
import { Wall } from "./wall.js"
import { Day } from "./day.js"
import { Appear, Convergence, ConvergenceLine, ForgetMe, InQueue, KeptTopics, Me, Session, Statement, Topics } from "./on_demand.js"
import { photosLate } from "./photos_waiting.js"
import { ReportSoon } from "./report_time.js"
import { Paused } from "./safety.js"
import { PhaseScreen } from "./welcome.js"
import { Sheets } from "./sheets.js"

const VIEWS = {
  wall: Wall, topics: Topics, day: Day, me: Me, appear: Appear, forget: ForgetMe, session: Session, statement: Statement, convergence: Convergence,
  phase: PhaseScreen,
}
const TABS = [["wall", t("Wall")], ["topics", t("Topics")], ["day", t("My day")], ["me", t("Me")]]
const LABELS = { ...Object.fromEntries(TABS), session: t("Session"), statement: t("The statement"), convergence: t("Convergence"), appear: t("How I appear"), forget: t("Forget me") }
const BELOW_ME = ["appear", "forget"]
const BELL_SHOWN = 60_000
const PHASE_NEWS = {
  lobby: t("We start soon."),
  opening: t("The opening circle begins. Look up."),
  marketplace: t("The marketplace is open."),
  sessions: t("Sessions have begun."),
  closing: t("The closing circle. Thank you for being here."),
  harvest: t("The circle is over. Reports can still be completed."),
  closed: t("The gathering is over."),
}

/** @param {Props} props */
export function Frame({ phone }) {
  const view = phone.route.value.view
  const View = VIEWS[view]
  const main = useRef(null)
  useFollowPhase(phone)
  useEffect(() => { document.title = [LABELS[view], phone.g.about.value.title].filter(Boolean).join(" · ") })
  useEffect(() => { main.current?.focus({ preventScroll: true }) }, [view, phone.route.value.session])
  return html`
    <header class="top">
      <button class="top__title" dir="auto" onClick=${() => phone.go(phone.home())}>${phone.g.about.value.title}</button>
      <button class="button button--quiet top__help" onClick=${() => phone.open("help")}>${t("Help")}</button>
      <${ConnectionStatus} connection=${phone.connection} quiet />
    </header>
    <${News} phone=${phone} />
    <${Paused} phone=${phone} />
    <${Asked} phone=${phone} />
    <${ReportSoon} phone=${phone} />
    ${isQueued(phone.g) && html`<${InQueue} phone=${phone} />`}
    ${phone.g.about.value.convergence && html`<${ConvergenceLine} phone=${phone} />`}
    ${phone.kept.value.length > 0 && phone.g.phase.value !== "opening" && html`<${KeptTopics} phone=${phone} />`}
    <main id="main" class=${`view view--${view}`} tabindex="-1" ref=${main}><${View} phone=${phone} /></main>
    <div class="foot">
      ${!phone.sheet.value && html`<${Bell} phone=${phone} />`}
      <${Toasts} toasts=${phone.toasts.value} onClose=${phone.dismiss} />
      <${Unsaved} connection=${phone.connection} outbox=${phone.outbox} more=${photosLate.value} />
      <${InHand} picked=${phone.picked}>
        ${phone.canMeetElsewhere(phone.picked.value) && html`<button class="button button--quiet" onClick=${() => phone.open("elsewhere", phone.picked.value)}>${t("Another place or time")}</button>`}<//>
      <nav class="tabs" aria-label=${t("Views")}>
        ${TABS.map(([name, label]) => html`
          <button class="tabs__tab" aria-current=${view === name || (name === "me" && BELOW_ME.includes(view)) ? "page" : null} onClick=${() => phone.go(name)}>
            <${TabIcon} name=${name} />${label}${name === "day" && html`<${Waiting} phone=${phone} />`}
          </button>`)}
      </nav>
      <p class="visually-hidden" role="status">${view !== "day" && noticesOf(phone)}</p>
    </div>
    <${Sheets} phone=${phone} above=${html`<${Bell} phone=${phone} />`} />`
}

const isQueued = ({ tables: { announcements, topics } }) =>
  [...announcements?.value.values() ?? []].some(({ topic }) => topics.value.get(topic)?.mine)

const CIRCLES = ["opening", "closing"]
const GRID = ["wall", "topics", "day"]

// Follows the phase as long as the person is where the phase before had put them. A circle takes everybody off the grid.
function useFollowPhase(phone) {
  const phase = phone.g.phase.value
  const before = useRef({ phase, home: phone.home() })
  useEffect(() => {
    if (before.current.phase === phase) return
    const { view } = phone.route.value
    const isThere = view === before.current.home || (CIRCLES.includes(phase) && GRID.includes(view))
    before.current = { phase, home: phone.home() }
    if (isThere && !phone.sheet.value && !phone.picked.value) phone.go(phone.home(), { quietly: true })
    else phone.notify(PHASE_NEWS[phase] ?? "")
  }, [phase])
}

/** @param {Props} props */
function News({ phone }) {
  const key = `news.${phone.code}`
  const latest = newestFirst(phone.g.tables.news).find(one => one.kind === "news")
  const seen = phone.newsSeen.value ?? recall(key)
  const dismiss = () => { keep(key, latest.id); phone.newsSeen.value = latest.id }
  return html`<div role="status" aria-live="polite">
    ${latest && seen !== latest.id && html`<p class="news">
      <span class="news__time">${momentOf(latest.at, phone.g.about.value)}</span>
      <span class="news__text"><bdi>${latest.text}</bdi></span>
      <button class="button button--quiet" aria-label=${t("Put this news away")} onClick=${dismiss}>×</button>
    </p>`}
  </div>`
}

const ASKED = { meet: t("Another convener asks to meet you at the wall."), swap: t("Another convener offers to swap places."), join: t("Another convener offers to meet together.") }

/**
 * Somebody may be standing at the wall: this cannot wait until My day is opened. It names no topic, as one may be hidden.
 *
 * @param {Props} props
 */
function Asked({ phone }) {
  const { notices, topics } = phone.g.tables
  const asked = newestFirst(notices).find(one => ASKED[one.kind] && !topics.value.get(one.other)?.mine)
  const isShown = asked && phone.route.value.view !== "day"
  return html`<div role="status" aria-live="polite">${isShown && html`<p class="banner paused">${ASKED[asked.kind]}
    <button class="button button--quiet" onClick=${() => phone.go("day")}>${t("See My day")}</button></p>`}</div>`
}

/**
 * Above the tabs, where it covers neither the news nor what stays at the top; in an open sheet, above that sheet.
 *
 * @param {Props} props
 */
function Bell({ phone }) {
  const bell = phone.bell.value
  useEffect(() => {
    if (!bell) return
    const timer = setTimeout(() => { phone.bell.value = null }, BELL_SHOWN)
    return () => clearTimeout(timer)
  }, [bell])
  return html`<div role="alert">
    ${bell && html`<div class="bell">
      <${BellIcon} />
      <p class="bell__text">${bell.text || t("The bell rings.")}</p>
      <button class="button" onClick=${() => { phone.bell.value = null }}>${t("OK")}</button>
    </div>`}
  </div>`
}

/** @param {Props} props */
function Waiting({ phone }) {
  const count = latestNotices(phone.g).length
  return count > 0 && html`<span class="tabs__count"><span aria-hidden="true">${count}</span><span class="visually-hidden">${noticesOf(phone)}</span></span>`
}

/** "2 notices"; My day reads out the notices themselves. */
function noticesOf(phone) {
  const count = latestNotices(phone.g).length
  return count > 0 && tn("{n} notice", "{n} notices", count)
}

const ICONS = {
  wall: "M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z",
  topics: "M5 4h14v11l-5 5H5zM14 20v-5h5M8 8h8M8 12h5",
  day: "M5 6h14v14H5zM5 10h14M9 3v4M15 3v4M9 14h6",
  me: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 4-6 8-6s8 2 8 6",
}

function TabIcon({ name }) {
  return html`<svg class="tabs__icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${ICONS[name]} /></svg>`
}

function BellIcon() {
  return html`<svg class="bell__icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M6 17V11a6 6 0 0 1 12 0v6l2 2H4zM10 21h4M12 5V3" /></svg>`
}
