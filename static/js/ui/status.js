// Whether the page is connected, and what is not saved yet.
import { html } from "../core/html.js"
import { t, tn } from "../core/language.js"
import { refused } from "../core/storage.js"

const WORDS = { live: t("Connected"), connecting: t("Connecting…"), offline: t("Offline") }

/** `quiet`: while it is connected, a dot says so. `children` are beside it. */
export function ConnectionStatus({ connection, quiet = false, children }) {
  const status = connection.status.value
  return html`<p class=${`status status--${status}`} role=${quiet ? undefined : "status"} title=${quiet ? WORDS[status] : undefined}>
    <span class=${quiet && status === "live" ? "visually-hidden" : "status__word"}>${WORDS[status]}</span>${children}</p>`
}

/** What waits to be sent, once it has waited too long or the page is offline: commands, and `more` that are late anyway. */
export function Unsaved({ connection, outbox, more = 0 }) {
  const count = outbox.waiting.value.length + more
  const offline = connection.status.value === "offline"
  const late = (outbox.late.value && outbox.waiting.value.length > 0) || more > 0
  const things = tn("{n} thing waits to be sent.", "{n} things wait to be sent.", count)
  return html`<div role="status" aria-live="polite">
    ${(offline || late) && html`<p class="banner banner--warn unsaved">
      <strong>${!offline ? t("Not saved yet.") : navigator.onLine ? t("The server cannot be reached just now.") : t("You’re offline.")}</strong>${" "}
      ${offline ? t("What you write is kept here.") : t("It is kept here and sent again.")}${" "}${count > 0 && things}
      ${refused.value && ` ${t("Keep this page open: this browser stores nothing.")}`}
    </p>`}
  </div>`
}
