// Calls a function at given moments of the server's clock: once each, and not when it is too late.
import { effect, untracked } from "./html.js"
import { exactNow } from "./clock.js"

const LATE = 30_000
// Timers of a computer that slept are late by as long as it slept.
const LOOK_AGAIN = 60_000

/**
 * `moments()` returns `[{at, …}]`, `at` in milliseconds; it is asked again when a signal that it reads changes.
 * `ring(due)` gets those that became due since the last look, if any. What was due before the alarm was set never rings.
 * Returns how to stop.
 *
 * @template {{at: number}} T
 * @param {() => T[]} moments
 * @param {(due: T[]) => void} ring
 */
export function setAlarm(moments, ring) {
  let looked = exactNow()
  let timer = null
  const wake = () => look(moments())
  const stop = effect(() => {
    const known = moments()
    untracked(() => look(known))
  })
  document.addEventListener("visibilitychange", wake)
  return () => {
    stop()
    clearTimeout(timer)
    document.removeEventListener("visibilitychange", wake)
  }

  function look(known) {
    clearTimeout(timer)
    const time = exactNow()
    const due = known.filter(({ at }) => looked < at && at <= time && time - at <= LATE)
    looked = Math.max(looked, time)
    const next = Math.min(...known.map(({ at }) => at).filter(at => at > looked))
    timer = setTimeout(wake, Math.min(next - time, LOOK_AGAIN))
    if (due.length) ring(due)
  }
}
