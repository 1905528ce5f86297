// A field for a time of day with 24 hours, as on the wall. Browsers' own pickers may have twelve.
import { html, useEffect, useState } from "../core/html.js"

/** `value` is "09:30". Typing "9", "930", "9.30" or "2 pm" is understood; nonsense goes back on leaving. */
export function TimeInput({ value, onInput, ...input }) {
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  const type = event => {
    setText(event.currentTarget.value)
    if (/^\d\d[:.]?\d\d$/.test(event.currentTarget.value) && timeWithin(event.currentTarget.value)) {
      onInput(timeWithin(event.currentTarget.value))
    }
  }
  const leave = event => {
    const time = timeWithin(event.currentTarget.value)
    setText(time ?? value)
    if (time && time !== value) onInput(time)
  }
  return html`<input ...${input} type="text" inputmode="decimal" class="time" maxlength="8" autocomplete="off"
    placeholder="10:00" value=${text} onInput=${type} onBlur=${leave}
    onKeyDown=${event => { if (event.key === "Enter") leave(event) }} />`
}

function timeWithin(text) {
  const found = /^\s*(\d{1,2})(?:\s*[:.h]?\s*(\d{2}))?\s*(am|pm)?\s*$/i.exec(text)
  if (!found) return null
  const [, hours, minutes = "00", half] = found
  const hour = half ? (Number(hours) % 12) + (half.toLowerCase() === "pm" ? 12 : 0) : Number(hours)
  if (hour > 23 || Number(minutes) > 59) return null
  return `${String(hour).padStart(2, "0")}:${minutes}`
}
