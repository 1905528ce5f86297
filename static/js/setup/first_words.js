// The words that a form begins with, such as names of rooms: in the language of the gathering.
import { t } from "../core/language.js"

/** @type {{words: Record<string, Record<string, string>>, language: string, languages: [string, string][]}} */
const page = JSON.parse(document.getElementById("state").textContent).page

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"]

/** What a gathering can speak, `[[code, name]]`; empty if there is no choice. */
export const LANGUAGES = page.languages

/** The language of a new form: that of the page. */
export const FIRST_LANGUAGE = page.language

/** `{opening, morning, lunch, closing}` */
export const wordsOf = language => page.words[language] ?? page.words.en

export const roomName = (letter, language) => t(wordsOf(language).room, { letter })

/** The names that `rooms` have not yet, in order. */
export function freeNames(rooms, language) {
  const names = rooms.map(row => row.name)
  return LETTERS.map(letter => roomName(letter, language)).filter(name => !names.includes(name))
}

/** Whether nobody typed this name. */
export const isFirstName = name => !name || usualNames().has(name)

/** `rooms` with the names that nobody typed in another language. */
export function renamed(rooms, language) {
  const letters = usualNames()
  return rooms.map(row => letters.has(row.name) ? { ...row, name: roomName(letters.get(row.name), language) } : row)
}

function usualNames() {
  return new Map(Object.keys(page.words).flatMap(language => LETTERS.map(letter => [roomName(letter, language), letter])))
}
