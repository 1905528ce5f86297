// Turns the pages of the wall: by themselves, more slowly where "now" is; by the arrow keys; and to a page on
// which something has just changed.
import { signal } from "../core/html.js"

const EACH = 15_000
const ON_NOW = 30_000
const ON_WHOLE = 40_000
const BY_HAND = 60_000
const ON_CHANGE = 12_000

/**
 * `index` is a signal; `pages()`, `isNow(page)` and `isWorth(page)` are asked anew at every turn.
 * What is not worth it (over, or another day's) is left out, but the arrow keys reach it.
 */
export function createTurning({ pages, isNow, isWorth }) {
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
    const found = [isNow, isWorth].map(wanted => pages().findIndex(wanted)).find(at => at >= 0)
    go(found ?? 0)
  }

  function go(to, stay) {
    index.value = to
    rest(stay)
  }

  function rest(stay) {
    clearTimeout(timer)
    const page = pages()[index.value]
    timer = setTimeout(next, stay ?? (page?.whole ? ON_WHOLE : page && isNow(page) ? ON_NOW : EACH))
  }

  function next() {
    const all = pages()
    const order = all.map((_, step) => (index.value + 1 + step) % all.length)
    go(order.find(at => isWorth(all[at])) ?? order[0] ?? 0)
  }
}
