// The one dialog of the page. The browser's own <dialog> keeps the focus in and gives it back.
import { html, useEffect, useRef } from "../core/html.js"
import { Post } from "./post.js"
import { Paper } from "./paper.js"
import { Topic } from "./topic.js"
import { Everywhere } from "./everywhere.js"
import { Describe } from "./book_proof.js"
import { Publish } from "./book_publish.js"
import { Act, Since } from "./safety_act.js"

const VIEWS = { act: Act, since: Since, confirm: Confirm, post: Post, paper: Paper, topic: Topic, qr: Everywhere, describe: Describe, publish: Publish }

/** @param {Props} props */
export function OpenSheet({ desk }) {
  const sheet = desk.sheet.value
  if (!sheet) return null
  const View = VIEWS[sheet.name]
  return html`<${Dialog} key=${sheet.name} desk=${desk} sheet=${sheet}><${View} desk=${desk} ...${sheet} /><//>`
}

/** @param {Props} props */
function Dialog({ desk, sheet, children }) {
  const dialog = useRef(null)
  useEffect(() => {
    const element = dialog.current
    element.showModal()
    return () => element.close()
  }, [])
  // Escape and the way back close it, and whoever asked gets an answer.
  const close = () => {
    if (desk.sheet.value !== sheet) return
    desk.sheet.value = null
    sheet.onClose?.()
  }
  const outside = event => { if (event.target === dialog.current) close() }
  return html`
    <dialog ref=${dialog} class="sheet" aria-labelledby="sheet-title" onClick=${outside}
      onCancel=${event => { event.preventDefault(); close() }}>
      <div class="sheet__inside">${children}</div>
      <button class="button button--quiet sheet__close" aria-label="Close" onClick=${close}>✕</button>
    </dialog>`
}

function Confirm({ title, text, items, yes, danger, answer }) {
  return html`
    <h2 id="sheet-title">${title}</h2>
    <p>${text}</p>
    ${items.length > 0 && html`<ul class="plain">${items.map(item => html`<li key=${item}>${item}</li>`)}</ul>`}
    <div class="row">
      <button class=${`button ${danger ? "button--danger" : ""}`} onClick=${() => answer(true)}>${yes}</button>
      <button class="button button--quiet" onClick=${() => answer(false)}>Not now</button>
    </div>`
}
