/**
 * Calls `look` when the size of `element` changes, and when a font has loaded: only with the real face are words as long as
 * they will be, and its rarer letters may come much later. Returns how to stop.
 */
export function watchSize(element, look) {
  const sizes = new ResizeObserver(look)
  sizes.observe(element)
  document.fonts.addEventListener("loadingdone", look)
  return () => {
    sizes.disconnect()
    document.fonts.removeEventListener("loadingdone", look)
  }
}
