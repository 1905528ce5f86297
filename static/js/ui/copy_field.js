// A text to copy. Without https there is no clipboard API, so it is selected and copied by `execCommand`.
import { html, useRef, useState } from "../core/html.js"
import { t } from "../core/language.js"

export function CopyField({ id, label, text, hint }) {
  const input = useRef(null)
  const [message, setMessage] = useState("")
  const copy = () => {
    input.current.select()
    // Older iOS selects the text of a read-only field only by a range.
    input.current.setSelectionRange(0, text.length)
    let done = false
    try { done = document.execCommand("copy") } catch { /* it stays selected for a copy by hand */ }
    setMessage(done ? t("Copied.") : t("Selected: copy it with your keyboard or a long press."))
  }
  return html`
    <div class="field copy">
      <label for=${id}>${label}</label>
      ${hint && html`<p class="hint" id=${`${id}-hint`}>${hint}</p>`}
      <div class="copy__line">
        <input ref=${input} id=${id} readonly value=${text} aria-describedby=${hint ? `${id}-hint` : undefined}
          onFocus=${event => event.currentTarget.select()} />
        <button type="button" class="button button--quiet" onClick=${copy}
          aria-label=${t("Copy: {label}", { label })}>${t("Copy")}</button>
      </div>
      <p class="copy__message" role="status">${message}</p>
    </div>`
}
