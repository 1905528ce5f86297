// Pages of the wall turn by themselves, wait longer where "now" is, obey the arrow keys, and go
// where something just changed.
import { signal } from "../html.js"

const EACH = 15_000
const ON_NOW = 30_000
const BY_HAND = 60_000
const ON_CHANGE = 12_000

/** `index` is a signal; `pages()` and `isNow(page)` are asked anew at every turn. */
export function createTurning({ pages, isNow }) {
  const index = signal(0)
  let timer = null
  rest()
  return { index, turn, show, start }

  /** By hand: one page on or back. */
  function turn(step) {
    const count = pages().length
    if (count > 1) go((index.value + step + count) % count, BY_HAND)
  }

  /** Turns to the page for which `wanted(page)` holds, unless it is the one shown. */
  function show(wanted) {
    const all = pages()
    if (all[index.value] && wanted(all[index.value])) return go(index.value, ON_CHANGE)
    const found = all.findIndex(wanted)
    if (found >= 0) go(found, ON_CHANGE)
  }

  /** Begins where the day is. */
  function start() {
    const found = pages().findIndex(isNow)
    go(found >= 0 ? found : 0)
  }

  function go(to, stay) {
    index.value = to
    rest(stay)
  }

  function rest(stay) {
    clearTimeout(timer)
    const page = pages()[index.value]
    timer = setTimeout(next, stay ?? (page && isNow(page) ? ON_NOW : EACH))
  }

  function next() {
    const count = pages().length
    go(count ? (index.value + 1) % count : 0)
  }
}
