// What waits for the host, on “Now”: each line says how much there is and leads to the section where it is done.
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { whatWaits } from "../ui/waiting.js"

/** @param {Props} props */
export function WaitingForHost({ host }) {
  const lines = whatWaits(host.g)
  if (!lines.length) return null
  return html`
    <section class="paper" aria-labelledby="waits-title">
      <h2 id="waits-title">${t("Waiting for you")}</h2>
      <ul class="links waits">
        ${lines.map(({ key, tab, words, which, isUrgent }) => html`
          <li key=${key} class=${isUrgent ? "waits__urgent" : ""}>
            <a href=${`#${tab}`} onClick=${event => { event.preventDefault(); host.go(tab) }}>${words}</a>
            ${which && html`<span class="soft waits__which">${which}</span>`}
          </li>`)}
      </ul>
    </section>`
}
