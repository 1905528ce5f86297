// Short messages. One that reports success goes away by itself, a warning stays until it is closed.
import { html } from "../core/html.js"
import { t } from "../core/language.js"

/** `toasts` lists `{id, text, tone}`; `onClose(id)`. */
export function Toasts({ toasts, onClose }) {
  return html`<div class="toasts" role="status" aria-live="polite">
    ${toasts.map(({ id, text, tone }) => html`
      <div key=${id} class=${`banner toast ${tone === "warn" ? "banner--warn" : ""}`}>
        <span>${text}</span>
        <button class="button button--quiet toast__close" aria-label=${t("Close this message")} onClick=${() => onClose(id)}>×</button>
      </div>`)}
  </div>`
}
