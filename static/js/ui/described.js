// A field, and below its label what describes it: a hint, or what is missing. Inside the label it would be a part of the field's name,
// which has to be what somebody reads as its label, for those who speak to their phone.
import { html, useState } from "../core/html.js"

let fields = 0

/** `children` makes the label with its field, which gets the id that it is given as `aria-describedby`. @param {Props} props */
export function Described({ by, children }) {
  const [id] = useState(() => `about-${++fields}`)
  return html`<div class="field">${children(id)}<div class="field__about" id=${id}>${by}</div></div>`
}
