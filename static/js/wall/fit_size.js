// The largest type in which a text fits its box: a few words can be read from the back of a hall, 478 letters still fit.
import { useLayoutEffect } from "../core/html.js"
import { watchSize } from "./watch_size.js"

/** In hundredths of the screen's shorter side. */
const LEAST = 2.6
const MOST = 11
const STEPS = 7

/** Fits the element of `ref` again when its text or its size changes. */
export function useFittingSize(ref, text) {
  useLayoutEffect(() => {
    const element = ref.current
    const fit = () => fitSize(element)
    fit()
    return watchSize(element.parentElement, fit)
  }, [text])
}

function fitSize(element) {
  let [low, high] = [LEAST, MOST]
  for (let step = 0; step < STEPS; step += 1) {
    const size = step ? (low + high) / 2 : high
    element.style.fontSize = `${size}vmin`
    if (element.scrollHeight <= element.clientHeight + 1 && element.scrollWidth <= element.clientWidth + 1) low = size
    else high = size
    if (low === MOST) return
  }
  element.style.fontSize = `${low}vmin`
}
