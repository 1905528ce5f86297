// What the page asks or shows over its sections, one at a time.
import { html } from "../core/html.js"
import { Dialog } from "../ui/dialog.js"
import { Post } from "./post.js"
import { Paper } from "./paper.js"
import { Topic } from "./topic.js"
import { LargeQr } from "./large_qr.js"
import { Describe } from "./book_proof.js"
import { Publish } from "./book_publish.js"
import { Act, Since } from "./safety_act.js"

const VIEWS = { act: Act, since: Since, confirm: Confirm, post: Post, paper: Paper, topic: Topic, qr: LargeQr, describe: Describe, publish: Publish }

/** @param {Props} props */
export function OpenSheet({ host }) {
  const sheet = host.sheet.value
  if (!sheet) return null
  const View = VIEWS[sheet.name]
  // Whoever asked gets an answer.
  const close = () => {
    if (host.sheet.value !== sheet) return
    host.sheet.value = null
    sheet.onClose?.()
  }
  return html`<${Dialog} key=${sheet.name} onClose=${close} closeLast><${View} host=${host} ...${sheet} /><//>`
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
