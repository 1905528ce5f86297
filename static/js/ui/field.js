// A labelled field with its hint and its error, for the forms of set-up and of the host.
import { html } from "../core/html.js"
import { TimeInput } from "./time_input.js"

/**
 * `id` is also the key its error is found by. `rows` makes it a text of several lines; `options`
 * (`[[value, label]…]`) a choice. `onInput` gets the value, not the event.
 */
export function Field({ id, label, value, onInput, error, hint, rows, options, wide, ...input }) {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ")
  const shared = {
    ...input,
    id,
    value: value ?? "",
    "aria-describedby": described || undefined,
    "aria-invalid": error ? "true" : undefined,
    onInput: event => onInput(event.currentTarget.value),
  }
  return html`
    <div class=${`field ${wide ? "field--wide" : ""} ${error ? "field--wrong" : ""}`}>
      <label for=${id}>${label}</label>
      ${hint && html`<p class="hint" id=${`${id}-hint`}>${hint}</p>`}
      ${rows ? html`<textarea rows=${rows} ...${shared} />` : options
        ? html`<select ...${shared}>
            ${options.map(([key, text]) =>
              html`<option key=${key} value=${key} selected=${key === value}>${text}</option>`)}
          </select>`
        : input.type === "time" ? html`<${TimeInput} ...${shared} onInput=${onInput} />`
          : html`<input ...${shared} />`}
      ${error && html`<p class="error" id=${`${id}-error`}>${error}</p>`}
    </div>`
}

export function Tick({ id, label, checked, onChange, hint }) {
  return html`
    <div class="tick">
      <input id=${id} type="checkbox" checked=${checked}
        aria-describedby=${hint ? `${id}-hint` : undefined}
        onChange=${event => onChange(event.currentTarget.checked)} />
      <label for=${id}>${label}</label>
      ${hint && html`<p class="hint" id=${`${id}-hint`}>${hint}</p>`}
    </div>`
}
