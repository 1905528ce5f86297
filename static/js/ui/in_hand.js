// The topic that was picked up, until it is placed or put back.
import { html, useLayoutEffect } from "../core/html.js"

/** `children` are other ways to place it. @param {{picked: import("../core/gathering.js").Signal<any>, children?: any}} props */
export function InHand({ picked, children = null }) {
  const held = picked.value
  const putBack = () => { picked.value = null }
  useLayoutEffect(() => {
    if (!held) return
    const cancel = event => { if (event.key === "Escape") putBack() }
    addEventListener("keydown", cancel)
    return () => removeEventListener("keydown", cancel)
  }, [held])
  return html`<div class="in-hand-place" role="status" aria-live="polite">
    ${held && html`<div class="in-hand">
      <span>${held.session ? "Moving" : "Choosing a place for"} <strong>“${held.topic.title}”</strong>. Tap a free place.</span>
      ${children}
      <button class="button button--quiet" onClick=${putBack}>Cancel</button>
    </div>`}
  </div>`
}
