// Another place or time than a cell of the grid, for a convener who asks for help.
import { html } from "../core/html.js"
import { ElsewhereForm } from "../ui/elsewhere_form.js"

/** @param {Props} props */
export function ChooseElsewhere({ host, topic, session = null }) {
  return html`<h2 id="sheet-title">Another place or time</h2>
    <p class="soft">For “${topic.title}”.${session && " Their convener is told."}</p>
    <${ElsewhereForm} app=${host} topic=${topic} session=${session} onPlaced=${code => host.notify(`They meet at ${code}.`)} />`
}
