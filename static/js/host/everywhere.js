// One address, large enough to be scanned across a table.
import { html } from "../core/html.js"
import { CopyField } from "../ui/copy_field.js"
import { Qr } from "../ui/qr.js"

export function Everywhere({ title, url }) {
  return html`
    <h2 id="sheet-title">${title}</h2>
    <${Qr} text=${url} label=${title} size="huge" />
    <${CopyField} id="everywhere" label="Address" text=${url} />`
}
