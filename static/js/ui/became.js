// What became of an action, and what organisations answered to a recommendation.
import { dateOf } from "../core/clock.js"
import { html, useState } from "../core/html.js"
import { t } from "../core/language.js"
import { LIMITS, OUTCOMES } from "../core/vocabulary.js"

/** Boxes below a note, apart from what its author wrote. */
export function Became({ note }) {
  return html`
    ${note.outcome && html`<div class="banner stack stack--tight"><p><strong>${nameOf(note.outcome)}</strong> · ${dateOf(note.outcome_on)}</p>
      ${note.outcome_text && html`<p class="prose"><bdi>${note.outcome_text}</bdi></p>`}</div>`}
    ${answersOf(note).map(answer => html`<div class="banner stack stack--tight" key=${answer.organisation}>
      <p><strong>${t("Answer of {organisation}", { organisation: answer.organisation })}</strong>${answer.name && ` · ${answer.name}`} · ${dateOf(answer.on)}</p>
      <p class="prose"><bdi>${answer.text}</bdi></p></div>`)}`
}

/** `onSave({outcome, text})`; an empty outcome takes back what was said. */
export function OutcomeForm({ note, onSave }) {
  const [outcome, setOutcome] = useState(note.outcome || "")
  const [text, setText] = useState(note.outcome_text || "")
  const save = event => {
    event.preventDefault()
    onSave({ outcome, text: text.trim() })
  }
  return html`<form class="stack stack--tight" onSubmit=${save}>
    <fieldset class="field stack stack--tight"><legend>${t("As it is now")}</legend>
      ${OUTCOMES.map(([key, name]) => html`<label key=${key}>
        <input type="radio" name="outcome" required checked=${outcome === key} onChange=${() => setOutcome(key)} />${name}</label>`)}
    </fieldset>
    <label class="field"><span>${t("In a sentence: what changed, or why not?")} <span class="soft">– ${t("optional")}</span></span>
      <textarea rows="3" maxlength=${LIMITS.outcome} value=${text} onInput=${event => setText(event.target.value)} /></label>
    <p class="hint">${t("Everybody can read it, in the proceedings too. Nobody sees who wrote it. Letting go is a good end, too.")}</p>
    <div class="row"><button class="button">${t("Save")}</button>
      ${note.outcome && html`<button type="button" class="button button--quiet" onClick=${() => onSave({ outcome: "", text: "" })}>${t("Take it back")}</button>`}</div>
  </form>`
}

/** `[{organisation, name, text, on}]` @returns {any[]} */
export function answersOf(note) {
  return note.answers ?? []
}

function nameOf(outcome) {
  return OUTCOMES.find(([key]) => key === outcome)?.[1] ?? ""
}
