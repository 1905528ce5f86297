/** Returns the `#name=…` of the address and takes it out, so that no photo of the screen and no shared link carries it. */
export function takenFromAddress(name) {
  const found = new URLSearchParams(location.hash.slice(1)).get(name)
  if (found) history.replaceState(null, "", location.pathname + location.search)
  return found?.trim() || null
}

/** A web address as people type it, with https:// where they left it out. */
export function asAddress(typed) {
  const address = typed.trim()
  return !address || /^[a-z]+:/i.test(address) ? address : `https://${address}`
}

/** Whether an address leads to the same computer only, so that no phone can reach it. */
export function isLoopback(url) {
  return /^(localhost|127\.|\[::1\])/.test(new URL(url).hostname)
}
