// A day as people write it on a form: "15 Jan", "15 January 2027", "15/1/2027" or "2027-01-15".
const MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
const WRITTEN = /^(\d{1,2})[./\s-]+(\d{1,2}|[a-z]{3,})\.?(?:[./\s-]+(\d{4}))?$/i

/**
 * "2027-01-15"; "" for nothing; null if it is not a day. Without a year it is the next such day from `today` on.
 *
 * @param {string} typed
 * @param {string} today "2026-11-24"
 */
export function dayTyped(typed, today) {
  const text = typed.trim()
  if (!text) return ""
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return isDay(text) ? text : null
  const [, day, month, year] = WRITTEN.exec(text) ?? []
  const number = Number(month) || MONTHS.findIndex(name => name.startsWith(month?.toLowerCase())) + 1
  if (!day || !number) return null
  const of = someYear => `${someYear}-${pad(number)}-${pad(day)}`
  const thisYear = Number(today.slice(0, 4))
  const found = of(year ?? (of(thisYear) < today ? thisYear + 1 : thisYear))
  return isDay(found) ? found : null
}

function isDay(iso) {
  const at = new Date(`${iso}T12:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso)
}

function pad(number) {
  return String(number).padStart(2, "0")
}
