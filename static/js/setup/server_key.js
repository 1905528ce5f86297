// The key to this server, as it came in the address (`#key=…`). It leaves the address bar at once, so
// that no photo of the screen and no shared link carries it, and lives only as long as this tab.
const KEPT = "openspace.server-key"
let kept = null

export function takeServerKey() {
  const found = keyInAddress()
  if (found) rememberServerKey(found)
  try { kept ??= sessionStorage.getItem(KEPT) } catch { /* storage refused: memory has it */ }
  return kept
}

export function rememberServerKey(key) {
  kept = key
  try { sessionStorage.setItem(KEPT, key) } catch { /* storage refused: memory has it */ }
}

/** The `#key=…` of the address, taken out of it. */
export function keyInAddress() {
  const key = new URLSearchParams(location.hash.slice(1)).get("key")
  if (key) history.replaceState(null, "", location.pathname + location.search)
  return key?.trim() || null
}
