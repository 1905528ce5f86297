// The Wi-Fi of the place.
import { html, useState } from "../core/html.js"
import { t } from "../core/language.js"
import { sentenceOf } from "../core/refusals.js"
import { WifiFields, wifiFieldOf } from "../ui/wifi_fields.js"
import { WorkingOn } from "./also_here.js"
import { EditsForm, useEdits } from "./edits.js"

/** @param {Props} props */
export function WifiSettings({ host }) {
  const wifi = { name: "", password: "", hidden: false, ...host.g.about.value.wifi }
  const edits = useEdits(wifi)
  const [errors, setErrors] = useState({})
  const save = async () => {
    const { name, password, hidden } = { ...wifi, ...edits.changed }
    const answer = await host.outbox.send("edit_gathering", { wifi: { name, password, hidden } })
    if (!answer.ok) return setErrors({ [wifiFieldOf(answer.error) ?? "wifi"]: sentenceOf(answer.error) })
    setErrors({})
    edits.reset()
    host.notify(t("Saved. The wall and the doors show it."))
  }
  return html`
    <section class="paper" aria-labelledby="wifi-title">
      <h3 id="wifi-title">${t("Wi-Fi")}</h3>
      <p class="soft">${t("On the wall before the opening, on doors and on the QR sheet, as text and as a QR code. Whoever has the code of the gathering can read it until the closing is over: give the guests’ network.")}</p>
      <${WorkingOn} host=${host} item="texts/wifi" mine=${edits.isChanged} />
      <${EditsForm} edits=${edits} onSave=${save} save=${t("Save the Wi-Fi")}>
        <${WifiFields} value=${edits.value} onChange=${edits.set} errors=${errors} />
      <//>
    </section>`
}
