// Motion that shows what moved: a card that has another place after a change glides there from its old one.
// Nothing else moves, and nothing at all if reduced motion is asked for.
import { useLayoutEffect, useRef } from "../core/html.js"
import { isStill } from "../core/looks.js"


/**
 * Watches everything with `data-flip` inside `root` (a ref). While `page` stays the same, cards that
 * moved glide for `ms`; on another page they do not move.
 */
export function useFlip(root, page, ms = 700) {
  const before = useRef({ page: null, places: new Map() })
  useLayoutEffect(() => {
    const places = placesIn(root.current)
    if (before.current.page === page && !isStill()) glide(before.current.places, places, ms)
    before.current = { page, places }
  })
}

function placesIn(root) {
  const found = new Map()
  if (!root) return found
  const origin = root.getBoundingClientRect()
  for (const element of root.querySelectorAll("[data-flip]")) {
    const box = element.getBoundingClientRect()
    // The box of a card that is gliding is where it is seen, and not where it will be.
    const moving = element.getAnimations?.().some(animation => animation.id === "flip")
    found.set(element.dataset.flip, {
      element, moving, x: box.left - origin.left, y: box.top - origin.top,
    })
  }
  return found
}

function glide(before, after, ms) {
  for (const [key, now] of after) {
    // A topic that just got its cell comes from where it lay without one.
    const then = before.get(key) ?? before.get(key.split("|")[0])
    if (!then || now.moving) continue
    const dx = then.x - now.x
    const dy = then.y - now.y
    if (Math.abs(dx) + Math.abs(dy) < 2) continue
    now.element.animate(
      [
        { transform: `translate(${dx}px, ${dy}px)`, zIndex: 5 },
        { transform: "none", zIndex: 5 },
      ],
      { id: "flip", duration: ms, easing: "cubic-bezier(.3, .7, .2, 1)" },
    )
  }
}
