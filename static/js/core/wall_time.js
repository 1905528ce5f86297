// Between the clock on the wall of the venue ("2026-03-05", "10:00") and ISO 8601.

/** "2026-03-05T10:00": without an offset, which the server reads in the gathering's own time zone. */
export function isoAt(date, time) {
  return `${date}T${time}`
}

/** "10:00" of the day and zone that are written in the ISO text itself. */
export function timeIn(iso) {
  return iso.slice(11, 16)
}

export function dateIn(iso) {
  return iso.slice(0, 10)
}

/** Today where the browser is; after three in the afternoon people set up for tomorrow. */
export function likelyDay(now = new Date()) {
  const day = new Date(now)
  if (day.getHours() >= 15) day.setDate(day.getDate() + 1)
  return `${day.getFullYear()}-${pad(day.getMonth() + 1)}-${pad(day.getDate())}`
}

export function dayAfter(date) {
  return new Date(Date.parse(`${date}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}

/** "09:45" plus -60 → "08:45", kept within the day. */
export function shifted(time, minutes) {
  const [hour, minute] = time.split(":").map(Number)
  const total = Math.min(Math.max(hour * 60 + minute + minutes, 0), 24 * 60 - 1)
  return `${pad(Math.floor(total / 60))}:${pad(total % 60)}`
}

/** Whether two lines `{day, from, to}` of a plan are on at the same time. */
export function isOverlap(one, other) {
  return one.day === other.day && one.from < other.to && other.from < one.to
}

export function browserZone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC"
}

/** All zones this browser knows, its own and `also` among them. */
export function knownZones(also) {
  const all = Intl.supportedValuesOf?.("timeZone") ?? []
  return [...new Set([...all, "UTC", browserZone(), also])].filter(Boolean).sort()
}

function pad(number) {
  return String(number).padStart(2, "0")
}

/**
 * "2026-03-05T10:00" of a time zone as ISO 8601 with "Z", also if the browser is in another zone. A time that the clocks skip is read as the one after it.
 *
 * @param {string} local
 * @param {{timezone: string}} about
 */
export function utcOf(local, { timezone }) {
  const asUtc = Date.parse(`${local}Z`)
  const shown = at => Date.parse(`${new Date(at).toLocaleString("sv-SE", { timeZone: timezone || "UTC" }).replace(" ", "T")}Z`)
  const guess = asUtc - (shown(asUtc) - asUtc)
  return new Date(guess - (shown(guess) - asUtc)).toISOString()
}
