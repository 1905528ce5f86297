// Typing over a live row: only what was typed stands in the way of what others change meanwhile.
import { useState } from "../core/html.js"

/** `{value, set, changed, reset}`: `value(name)` is what was typed, else what the row says. */
export function useEdits(row) {
  const [typed, setTyped] = useState({})
  const changed = Object.fromEntries(
    Object.entries(typed).filter(([name, value]) => String(value) !== String(row[name] ?? "")))
  return {
    value: name => typed[name] ?? row[name] ?? "",
    set: (name, value) => setTyped(old => ({ ...old, [name]: value })),
    changed,
    isChanged: Object.keys(changed).length > 0,
    reset: () => setTyped({}),
  }
}
