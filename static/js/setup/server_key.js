// The key to this server, as it came in the address (`#key=…`). It is kept only as long as this tab.
import { takenFromAddress } from "../core/address.js"

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
