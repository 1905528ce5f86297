// The reader's own settings, kept on this device only. core/first_paint.js applies them to the next page.
import { html, signal } from "../core/html.js"
import { t } from "../core/language.js"
import { keep, recall } from "../core/storage.js"

const LOOKS = [
  ["large", t("Larger text"), ""],
  ["contrast", t("High contrast"), t("Black and white, with lines around everything.")],
  ["plain", t("Plain"), t("No colours and no shadows.")],
  ["quiet", t("Quiet"), t("Nothing moves, and nothing vibrates.")],
]
const chosen = signal([recall("looks")].flat().filter(Boolean))

export function Looks() {
  return html`<fieldset class="field stack stack--tight"><legend>${t("How pages look on this device")}</legend>
    ${LOOKS.map(([name, label, hint]) => html`<label key=${name} ><input type="checkbox"
      checked=${chosen.value.includes(name)} onChange=${event => choose(name, event.target.checked)} />
      <span>${label}${hint && html`<span class="soft"> – ${hint}</span>`}</span></label>`)}
    <span class="hint">${t("Kept on this device only. Nobody else learns of it.")}</span></fieldset>`
}

function choose(name, isOn) {
  chosen.value = [...chosen.value.filter(one => one !== name), ...(isOn ? [name] : [])]
  keep("looks", chosen.value)
  document.documentElement.dataset.looks = chosen.value.join(" ")
}
