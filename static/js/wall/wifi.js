// The Wi-Fi of the place: as text, and as a QR code that phones join by.
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { Qr } from "../ui/qr.js"

/** @param {Props} props */
export function Wifi({ g }) {
  const { name, password, scan } = g.about.value.wifi ?? {}
  if (!name) return null
  return html`<figure class="wifi">
    <${Qr} text=${scan} label=${t("Wi-Fi")} />
    <figcaption>
      <span class="soft">${t("Wi-Fi")}</span>
      <b>${name}</b>
      ${password ? html`<span class="soft">${t("Password")}</span> <b class="wifi-password">${password}</b>` : html`<span>${t("no password")}</span>`}
    </figcaption>
  </figure>`
}
