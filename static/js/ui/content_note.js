// What an author says that their text contains, before the text.
import { html } from "../core/html.js"
import { t } from "../core/language.js"

/** The text opens on a tap if there is a content note. */
export function BehindNote({ note, children }) {
  if (!note) return html`${children}`
  return html`<details class="behind"><summary>${t("Content note: {note}", { note })}</summary>${children}</details>`
}
