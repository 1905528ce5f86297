// Another place or time for a topic of mine than a cell of the grid.
import { html } from "../core/html.js"
import { inQuotes, t } from "../core/language.js"
import { ElsewhereForm } from "../ui/elsewhere_form.js"
import { alsoConvened, clashes } from "./clashes.js"

/** @param {Props} props */
export function ChooseElsewhere({ phone, topic, session = null, again = false }) {
  const convened = times => clashes(phone.g, { id: session?.id, ...times })
  const warning = times => {
    const codes = convened(times)
    return codes.length ? alsoConvened(codes) : ""
  }
  const tell = (code, times) => {
    const others = convened(times).filter(other => other !== code)
    phone.notify([t("You meet at {code}.", { code }), others.length && alsoConvened(others)].filter(Boolean).join(" "))
  }
  return html`<h2>${t("Another place or time")}</h2>
    <p class="quoted">${inQuotes(topic.title)}</p>
    <${ElsewhereForm} app=${phone} topic=${topic} session=${session} again=${again} warning=${warning} onPlaced=${tell} />`
}
