// The server's time in the browser. Phones and borrowed laptops are often minutes off, and
// "now and next" has to be the same on every screen in the room.
import { signal } from "./html.js"
import { LANGUAGE_OF_DATES, inDateWords, t } from "./language.js"

const COARSE = 10_000
const ticking = signal(new Date())
let ahead = 0
let timer = null

/** The time as a Date. Read inside a view, it redraws the view as time passes. */
export function now() {
  return ticking.value
}

/** The same to the millisecond, and without redrawing anything. */
export function exactNow() {
  return Date.now() + ahead
}

/** Takes the server's time from an answer that came `at`; small differences are the network's and ignored. */
export function setClock(iso, at = Date.now()) {
  const measured = Date.parse(iso) - at
  if (Number.isNaN(measured) || Math.abs(measured - ahead) < 1500) return
  ahead = measured
  tick()
}

/** When the server answered with this page, by this browser's clock: a slow phone needs seconds from then on to its first script. */
export function pageAnsweredAt() {
  const [page] = performance.getEntriesByType("navigation")
  return page ? performance.timeOrigin + /** @type {PerformanceNavigationTiming} */ (page).responseStart : Date.now()
}

/** Ticks every `ms` until the returned function is called: for countdowns. */
export function tickEvery(ms) {
  beat(ms)
  return () => beat(COARSE)
}

/** "10:45" in the gathering's own time zone. */
export function timeOf(iso, about) {
  return format(iso, about, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }) ?? iso.slice(11, 16)
}

/** When something was said: "10:45" for today, "Mon 23 Nov 10:45" for another day. */
export function momentOf(iso, about) {
  const [day, today] = [iso, now().toISOString()].map(at => dayOf(at, about, "short"))
  return day === today ? timeOf(iso, about) : `${day} ${timeOf(iso, about)}`
}

/**
 * "Monday 23 November" in the gathering's own time zone; `style` "short" gives "Mon 23 Nov". `month` false leaves the month out.
 *
 * @param {string} iso
 * @param {any} [about]
 * @param {"long" | "short"} [style]
 * @param {boolean} [month]
 */
export function dayOf(iso, about, style = "long", month = true) {
  const date = iso.length === 10 ? `${iso}T12:00:00Z` : iso
  const zone = iso.length === 10 ? { timezone: "UTC" } : about
  const day = format(date, zone, { weekday: style, day: "numeric", ...(month && { month: style }) }) ?? iso.slice(0, 10)
  // Browsers disagree about a comma in English.
  return LANGUAGE_OF_DATES.startsWith("en") ? day.replace(",", "") : day
}

/** "Monday" in the gathering's own time zone. */
export function weekdayOf(iso, about) {
  return format(iso, about, { weekday: "long" }) ?? iso.slice(0, 10)
}

/** "Monday 23 November, 10:45". */
export function dayAndTime(iso, about) {
  return t("{day}, {time}", { day: dayOf(iso, about), time: timeOf(iso, about) })
}

/** "2027-01-15" in the gathering's own time zone: Swedish writes dates as ISO 8601 does. */
export function isoDateOf(iso, { timezone }) {
  return new Date(iso).toLocaleDateString("sv-SE", { timeZone: timezone || "UTC" })
}

/** "15 January 2027" of a date. */
export function dateOf(date) {
  return format(`${date}T12:00:00Z`, { timezone: "UTC" }, { day: "numeric", month: "long", year: "numeric" }) ?? date
}

/** The first of `days` that is not over, or undefined when all are. */
export function dayToday(days) {
  const at = now().getTime()
  return days.find(day => day.slots.some(slot => Date.parse(slot.ends_at) > at) ||
    day.elsewhere?.some(({ session }) => Date.parse(session.ends_at ?? session.starts_at) > at))
}

/** `{now: [slot…], next: slot|null}` of all slots, breaks and plenaries included. */
export function nowAndNext(g) {
  const at = now().getTime()
  const slots = g.slots.value
  return {
    now: slots.filter(slot => Date.parse(slot.starts_at) <= at && at < Date.parse(slot.ends_at)),
    next: slots.find(slot => Date.parse(slot.starts_at) > at) ?? null,
  }
}

/** Whether a session has begun, by its time slot or by its own time. */
export function hasBegun(g, session) {
  const { starts_at } = g.tables.slots.value.get(session.slot) ?? session
  return Boolean(starts_at) && Date.parse(starts_at) <= now().getTime()
}

const formats = new Map()

function format(iso, about, options) {
  const zone = about?.timezone || undefined
  const key = JSON.stringify([zone, options])
  try {
    if (!formats.has(key)) {
      formats.set(key, new Intl.DateTimeFormat(LANGUAGE_OF_DATES, { ...options, timeZone: zone }))
    }
    return inDateWords(formats.get(key).format(new Date(iso)))
  } catch {
    return null
  }
}

function tick() {
  ticking.value = new Date(exactNow())
}

function beat(ms) {
  clearInterval(timer)
  timer = setInterval(tick, ms)
  tick()
}

beat(COARSE)
// Timers sleep with the screen.
document.addEventListener("visibilitychange", tick)
