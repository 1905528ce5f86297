// The personal link of somebody for whom the host planned: to print or to send.
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { CopyField } from "../ui/copy_field.js"
import { Qr } from "../ui/qr.js"

/** @param {Props} props */
export function Slip({ url }) {
  return html`
    <h2 id="sheet-title">${t("Their personal link")}</h2>
    <p>${t("With it they change their plan, take it back, and read what you arranged. It is shown only now.")}</p>
    <${Qr} text=${url} label=${t("their plan")} />
    <${CopyField} id="slip-link" label=${t("Link")} text=${url} />
    <p class="row"><a class="button button--quiet" href=${url} target="_blank" rel="noopener">${t("Open the slip to print it")}</a></p>`
}
