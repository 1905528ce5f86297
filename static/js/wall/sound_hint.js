// Sound was turned on here, and the browser waits for a tap.
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { sound } from "./sound.js"

export function SoundHint() {
  return sound.value === "waiting" && html`<p class="wall-hint" role="status">${t("For the sound of the bell, tap this screen once.")}</p>`
}
