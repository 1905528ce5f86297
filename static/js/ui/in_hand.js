// The topic that was picked up, until it is placed or put back.
import { html, useLayoutEffect } from "../core/html.js"
import { t } from "../core/language.js"

/** `children` are other ways to place it. @param {{picked: import("../core/gathering.js").Signal<any>, children?: any}} props */
export function InHand({ picked, children = null }) {
  const held = picked.value
  const title = held && html`<strong dir="auto">${held.topic.title}</strong>`
  const putBack = () => { picked.value = null }
  useLayoutEffect(() => {
    if (!held) return
    const cancel = event => { if (event.key === "Escape") putBack() }
    addEventListener("keydown", cancel)
    return () => removeEventListener("keydown", cancel)
  }, [held])
  return html`<div class="in-hand-place" role="status" aria-live="polite">
    ${held && html`<div class="in-hand">
      <span>${held.session ? t("Moving “{title}”. Tap a free place.", { title }) : t("Choosing a place for “{title}”. Tap a free place.", { title })}</span>
      ${children}
      <button class="button button--quiet" onClick=${putBack}>${t("Cancel")}</button>
    </div>`}
  </div>`
}
