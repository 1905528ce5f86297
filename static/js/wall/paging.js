// What the grid, the statement and the reports share on the wall: their size is measured, pages are dealt for it, and turn.
import { computed, effect, signal, untracked, useLayoutEffect } from "../core/html.js"
import { createTurning } from "./turning.js"
import { watchSize } from "./watch_size.js"

/**
 * `deal({width, height, text, lengthOf})` makes the pages for the size that `useStageSize` measured, in px; `text` is the size
 * of the type. For `isNow` and `isWorth` see turning.js.
 */
export function createPaging({ deal, isNow = _page => false, isWorth = _page => true }) {
  const size = signal(null)
  // Measures are kept while the size stays: most texts are the same when something changes.
  const lengthOf = computed(() => size.value && lengths(size.value))
  const pages = computed(() => (size.value ? deal({ ...size.value, lengthOf: lengthOf.value }) : []))
  const turning = createTurning({ pages: () => pages.value, isNow, isWorth })
  // A page that is no longer there turns to the one where the day is.
  effect(() => {
    const count = pages.value.length
    if (count && turning.index.peek() >= count) untracked(turning.start)
  })
  const page = computed(() => pages.value[turning.index.value] ?? pages.value[0] ?? null)
  return { size, pages, page, turning }
}

/** Measures what is drawn in `root`, or the first element of the selector `within` it, now and whenever it may change. */
export function useStageSize(root, stage, { within = "", weight = 600 } = {}) {
  useLayoutEffect(() => {
    const measure = () => {
      const element = within ? root.current?.querySelector(within) : root.current
      const size = element && sizeOf(element, weight)
      if (size && JSON.stringify(size) !== JSON.stringify(stage.size.value)) stage.size.value = size
    }
    measure()
    return watchSize(root.current, measure)
  }, [])
}

function sizeOf(element, weight) {
  const style = getComputedStyle(element)
  const [text, face] = [parseFloat(style.fontSize), style.fontFamily]
  const loaded = document.fonts.check(`${weight} ${text}px ${face}`)
  return { width: element.clientWidth, height: element.clientHeight, text, face, weight, loaded }
}

function lengths({ text, face, weight }) {
  const pen = document.createElement("canvas").getContext("2d")
  pen.font = `${weight} ${text}px ${face}`
  const known = new Map()
  return string => {
    if (!known.has(string)) known.set(string, pen.measureText(string).width)
    return known.get(string)
  }
}
