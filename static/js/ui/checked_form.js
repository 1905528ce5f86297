// Says what is missing in a form: under the field, in our own words. The messages of browsers differ, disappear, and cannot be read again.
import { html, useState } from "../core/html.js"

/**
 * `form` are the props of the form; `missing` is the name of the first required field that was empty when it was sent.
 *
 * @param {(event: SubmitEvent) => void} onSubmit
 */
export function useCheckedForm(onSubmit) {
  const [missing, setMissing] = useState("")
  const submit = event => {
    const first = [...event.currentTarget.elements].find(field => field.required && !field.value.trim())
    setMissing(first?.name ?? "")
    if (!first) return onSubmit(event)
    event.preventDefault()
    first.focus()
  }
  return { missing, form: { noValidate: true, onSubmit: submit, onInput: () => setMissing("") } }
}

/** Below a required field: `isMissing` says that it was empty. It is there from the start, so that it is read out. */
export function Missing({ isMissing, children }) {
  return html`<span class="error" role="alert">${isMissing ? children : ""}</span>`
}
