// The gathering's timer: how much is left, by the server's clock.
import { exactNow } from "./clock.js"
import { useEffect, useState } from "./html.js"

/** How long it rests at 0:00. */
const RESTS = 120_000
const LOOK = 200

/** `{label, left}` of a timer, `left` in whole seconds; null without one, and when it is old. */
export function timerOf({ timer }) {
  if (!timer?.ends_at) return null
  const left = Date.parse(timer.ends_at) - exactNow()
  return left > -RESTS ? { label: timer.label, left: Math.max(0, Math.ceil(left / 1000)) } : null
}

/** The same, redrawing the view with every second that passes. */
export function useTimer(g) {
  const about = g.about.value
  const [, redraw] = useState("")
  const isOn = timerOf(about) !== null
  useEffect(() => {
    if (!isOn) return
    const look = setInterval(() => redraw(String(timerOf(about)?.left)), LOOK)
    return () => clearInterval(look)
  }, [about.timer, isOn])
  return timerOf(about)
}

/** "9:05". */
export function clockOf(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`
}
