// How people are named: chosen at set-up, and by the host later.
import { html } from "../core/html.js"

const NAMINGS = [
  ["choice", "Each person’s own choice", "Nobody is named unless they say so, item by item."],
  ["none", "Nobody is named", "Chatham House: what is said may be used; not who said it, nor who was here. No names on any screen or in any export."],
]

export function Naming({ value, onChange }) {
  return html`
    <fieldset class="field field--wide naming">
      <legend>How people are named</legend>
      ${NAMINGS.map(([key, label, hint]) => html`
        <div class="tick" key=${key}>
          <input type="radio" name="naming" id=${`naming-${key}`} checked=${value === key}
            aria-describedby=${`naming-${key}-hint`} onChange=${() => onChange(key)} />
          <label for=${`naming-${key}`}>${label}</label>
          <p class="hint" id=${`naming-${key}-hint`}>${hint}</p>
        </div>`)}
    </fieldset>`
}
