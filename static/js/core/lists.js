// Lists that the first view of a phone does not need. "a, b and c" is in language.js.
import { apart, IS_RIGHT_TO_LEFT } from "./language.js"

/** "a, b, c", without what is empty. The Arabic comma has a mark that makes the whole read from right to left. */
export const withCommas = items => items.filter(Boolean).map(apart).join(IS_RIGHT_TO_LEFT ? "\u200f، " : ", ")

/** For sorting session codes: 2A comes before 10A. */
export const byCode = (a, b) => a.localeCompare(b, "en", { numeric: true })
