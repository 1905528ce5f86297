// A day as people write it on a form: "15 Jan", "15. Januar 2027", "15/1/2027", "2027-01-15" or "١٥ يناير".
import { inDateWords, LANGUAGE_OF_DATES } from "../core/language.js"

const WRITTEN = /^(\d{1,2})(?:[./\s-]+|(?=\p{L}))(\d{1,2}|\p{L}[\p{L}.\s]*?)(?:[./,،\s-]+(\d{4}))?[.\s]*$/u
/** "15 de enero de 2027", "1er mai", "2nd of May", "15 maja 2027 r." */
const AROUND_MONTHS = /([\d\s])(?:de|del|er|of|r|st|nd|rd|th)(?=$|[.\s])/gu
/** Alone and beside a day: "styczeń" and "15 stycznia". @type {Intl.DateTimeFormatOptions[]} */
const WAYS = [{ month: "long" }, { month: "short" }, { day: "numeric", month: "long" }, { day: "numeric", month: "short" }]
/** Names of months that are not those of the language everywhere. */
const ALSO = { ar: ["ar-SY", "ar-DZ"], de: ["de-AT"] }

/**
 * "2027-01-15"; "" for nothing; null if it is not a day. Without a year it is the next such day from `today` on.
 * Months have the names of the page's language, or English ones.
 *
 * @param {string} typed
 * @param {string} today "2026-11-24"
 * @param {string} [language]
 */
export function dayTyped(typed, today, language = LANGUAGE_OF_DATES) {
  const text = plain(typed)
  if (!text) return ""
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return isDay(text) ? text : null
  const [, day, month, year] = WRITTEN.exec(text.replace(AROUND_MONTHS, "$1 ").trim()) ?? []
  const number = Number(month) || numberOf(month, language)
  if (!day || !number) return null
  const of = someYear => `${someYear}-${pad(number)}-${pad(day)}`
  const thisYear = Number(today.slice(0, 4))
  const found = of(year ?? (of(thisYear) < today ? thisYear + 1 : thisYear))
  return isDay(found) ? found : null
}

/** The number of the month with that name, or with the only name that begins so; 0 if there is none. */
function numberOf(name = "", language) {
  const words = oneSpace(name)
  const names = namesOf(language)
  const exact = names.find(one => one.name === words)
  if (exact) return exact.number
  const begun = new Set(names.filter(one => words.length > 2 && one.name.startsWith(words)).map(one => one.number))
  return begun.size === 1 ? [...begun][0] : 0
}

const known = new Map()

/** `[{name, number}…]` */
function namesOf(language) {
  if (!known.has(language)) {
    const languages = new Set([language, ...ALSO[language.slice(0, 2)] ?? [], "en-GB"])
    known.set(language, [...languages].flatMap(one => WAYS.flatMap(way => namesIn(new Intl.DateTimeFormat(one, { ...way, timeZone: "UTC" })))))
  }
  return known.get(language)
}

/** The twelve names of a format, as it writes them and in the words of the server. */
function namesIn(format) {
  return Array.from({ length: 12 }, (_, nth) => {
    const { value } = format.formatToParts(Date.UTC(2026, nth, 15)).find(({ type }) => type === "month")
    return [value, inDateWords(value)].map(name => ({ name: oneSpace(plain(name)), number: nth + 1 }))
  }).flat()
}

/** "15 sty. " and "15 sty" are the same. */
function oneSpace(text) {
  return text.replace(/[.\s]+/g, " ").trim()
}

/** In small letters without accents and marks, with the digits of an English keyboard. */
function plain(text) {
  return text.normalize("NFKD").replace(/[\p{M}\p{Cf}]/gu, "").replace(/[٠-٩۰-۹]/g, digit => String(digit.charCodeAt(0) & 15)).toLowerCase().trim()
}

function isDay(iso) {
  const at = new Date(`${iso}T12:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso)
}

function pad(number) {
  return String(number).padStart(2, "0")
}
