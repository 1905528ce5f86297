// Another place or time than a cell of the grid, for a convener who asks for help.
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { ElsewhereForm } from "../ui/elsewhere_form.js"

/** @param {Props} props */
export function ChooseElsewhere({ host, topic, session = null }) {
  return html`<h2 id="sheet-title">${t("Another place or time")}</h2>
    <p class="soft">${t("For “{title}”.", { title: topic.title })}${session && ` ${t("Their convener is told.")}`}</p>
    <${ElsewhereForm} app=${host} topic=${topic} session=${session} onPlaced=${code => host.notify(t("They meet at {code}.", { code }))} />`
}
