// Another place or time for a topic of mine than a cell of the grid.
import { html } from "../core/html.js"
import { ElsewhereForm } from "../ui/elsewhere_form.js"
import { clashes } from "./clashes.js"

/** @param {Props} props */
export function ChooseElsewhere({ phone, topic, session = null, again = false }) {
  const convened = times => clashes(phone.g, { id: session?.id, ...times })
  const warning = times => {
    const codes = convened(times)
    return codes.length ? `You also convene ${codes.join(" and ")} at that time.` : ""
  }
  const tell = (code, times) => {
    const others = convened(times).filter(other => other !== code)
    phone.notify(`You meet at ${code}.${others.length ? ` You also convene ${others.join(" and ")} at that time.` : ""}`)
  }
  return html`<h2>Another place or time</h2>
    <p class="quoted">“${topic.title}”</p>
    <${ElsewhereForm} app=${phone} topic=${topic} session=${session} again=${again} warning=${warning} onPlaced=${tell} />`
}
