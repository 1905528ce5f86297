// The language of the page: its texts, plurals and lists. In another language than English, the server has put
// the translations in place of the literals (openspace/languages/javascript.py).

const { lang, dir, dataset } = document.documentElement

/** The server's code of the language; undefined for English. @type {string | undefined} */
export const languageCode = dataset?.language

/** For `Intl`: digits are those of the session codes in every language. The server's pseudo-languages are none. */
export const LANGUAGE = `${/-X[AB]$/.test(lang) ? lang.slice(0, 2) : lang || "en-GB"}-u-nu-latn`

// Chrome has no dates and lists of Welsh: the server sends the words of dates.
const isKnown = !dataset?.dates || Intl.DateTimeFormat.supportedLocalesOf(LANGUAGE).length

/** The language in which the browser writes dates. */
export const LANGUAGE_OF_DATES = isKnown ? LANGUAGE : "en-GB-u-nu-latn"

const words = isKnown ? {} : JSON.parse(dataset.dates)

/** A date that was written in `LANGUAGE_OF_DATES`, in the page's language. */
export const inDateWords = isKnown ? date => date : date => date.replace(/[a-z]+/gi, word => words[word] ?? word)

/** Whether the page reads from right to left. */
export const IS_RIGHT_TO_LEFT = dir === "rtl"

/** A range of times, an address: it is written from left to right in every language. */
export const leftToRight = text => IS_RIGHT_TO_LEFT ? `\u2066${text}\u2069` : text

const rules = new Intl.PluralRules(LANGUAGE)

// What is put into a sentence of another direction keeps its own: "3D" in Arabic, an Arabic title in English.
export const apart = value =>
  typeof value === "string" && (IS_RIGHT_TO_LEFT || /[\u0590-\u08ff]/.test(value)) ? `\u2068${value}\u2069` : value

/**
 * The message, with its parameters in place of `{name}`. If one is a view, the result is a list for a template.
 *
 * @param {string} message
 * @param {Record<string, any>} [parameters]
 * @returns {any}
 */
export function t(message, parameters) {
  if (!parameters) return message
  const parts = message.split(/\{(\w+)\}/).map((part, nth) => nth % 2 ? apart(parameters[part]) : part)
  return parts.some(part => typeof part === "object") ? parts : parts.join("")
}

/** `t` for a message that has several translations; `context` says which is meant. */
export const tc = (context, message, parameters) => t(message, parameters)

/**
 * The plural form for `n`, which is also the parameter `{n}`.
 *
 * @param {string | Record<string, string>} one
 * @param {string} other
 * @param {number} n
 * @param {Record<string, any>} [parameters]
 * @returns {any}
 */
export function tn(one, other, n, parameters) {
  const forms = typeof one === "string" ? { one, other } : one
  return t(forms[rules.select(n)] ?? forms.other, { n, ...parameters })
}

/** "a, b and c". */
export const inWords = items => isKnown ? new Intl.ListFormat(LANGUAGE).format(items.map(apart)) : items.join(", ")

/** Words of somebody in the quotation marks of the page's language. */
export const inQuotes = words => t("“{title}”", { title: words })
