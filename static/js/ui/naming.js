// How people are named: chosen at set-up, and by the host later.
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { NAMINGS } from "../core/vocabulary.js"

export function Naming({ value, onChange }) {
  return html`
    <fieldset class="field field--wide naming">
      <legend>${t("How people are named")}</legend>
      ${NAMINGS.map(([key, label, hint]) => html`
        <div class="tick" key=${key}>
          <input type="radio" name="naming" id=${`naming-${key}`} checked=${value === key}
            aria-describedby=${`naming-${key}-hint`} onChange=${() => onChange(key)} />
          <label for=${`naming-${key}`}>${label}</label>
          <p class="hint" id=${`naming-${key}-hint`}>${hint}</p>
        </div>`)}
    </fieldset>`
}
