// One address, large enough to be scanned across a table.
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { CopyField } from "../ui/copy_field.js"
import { Qr } from "../ui/qr.js"

export function LargeQr({ title, url }) {
  return html`
    <h2 id="sheet-title">${title}</h2>
    <${Qr} text=${url} label=${title} size="huge" />
    <${CopyField} id="large-qr" label=${t("Address")} text=${url} />`
}
