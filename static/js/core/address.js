/** Returns the `#name=…` of the address and takes it out, so that no photo of the screen and no shared link carries it. */
export function takenFromAddress(name) {
  const found = new URLSearchParams(location.hash.slice(1)).get(name)
  if (found) history.replaceState(null, "", location.pathname + location.search)
  return found?.trim() || null
}
