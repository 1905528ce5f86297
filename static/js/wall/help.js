// Whom people in the room can turn to, in the footer.
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { withCommas } from "../core/lists.js"

/** @param {Props} props */
export function HelpLine({ g }) {
  const { person, wears, where, quiet_room: quiet } = g.about.value.help ?? {}
  if (!person && !quiet) return null
  const who = withCommas([person, wears, where])
  return html`<p class="wall-help">
    ${who && html`<span><b>${t("Help today")}</b> <bdi>${who}</bdi></span>`}
    ${quiet && html`<span><b>${t("Quiet room")}</b> <bdi>${quiet}</bdi></span>`}
  </p>`
}
