// The key to this server, as it came in the address (`#key=…`). It leaves the address bar at once, so
// that no photo of the screen and no shared link carries it, and lives only as long as this tab.
const KEPT = "openspace.server-key"
let kept = null

export function takeServerKey() {
  const found = takenFromAddress("key")
  if (found) rememberServerKey(found)
  try { kept ??= sessionStorage.getItem(KEPT) } catch { /* storage refused: memory has it */ }
  return kept
}

export function rememberServerKey(key) {
  kept = key
  try { sessionStorage.setItem(KEPT, key) } catch { /* storage refused: memory has it */ }
}

/** The `#name=…` of the address, taken out of it. */
export function takenFromAddress(name) {
  const found = new URLSearchParams(location.hash.slice(1)).get(name)
  if (found) history.replaceState(null, "", location.pathname + location.search)
  return found?.trim() || null
}
