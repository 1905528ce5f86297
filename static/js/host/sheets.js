// What the page asks or shows over its sections, one at a time.
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { OpenSheet } from "../ui/dialog.js"
import { Answer, Outcome } from "./became.js"
import { Post } from "./post.js"
import { Paper } from "./paper.js"
import { Charts } from "./charts.js"
import { Reflection } from "./closing.js"
import { Evidence } from "./evidence.js"
import { Topic } from "./topic.js"
import { Joined } from "./joined.js"
import { LargeQr } from "./large_qr.js"
import { ChooseElsewhere } from "./elsewhere.js"
import { Describe } from "./book_checklist.js"
import { Publish } from "./book_publish.js"
import { NewsSheet } from "./news_of_the_day.js"
import { HarvestWindow } from "./harvest_window.js"
import { Slip } from "./slip.js"
import { Act, Since } from "./safety_act.js"
import { Shift } from "./shift_sheet.js"

const VIEWS = { act: Act, since: Since, confirm: Confirm, post: Post, paper: Paper, charts: Charts, elsewhere: ChooseElsewhere, topic: Topic, evidence: Evidence, qr: LargeQr, describe: Describe, publish: Publish,
  harvest: HarvestWindow, outcome: Outcome, answer: Answer, slip: Slip, shift: Shift, news: NewsSheet, joined: Joined, reflection: Reflection }

/** @param {Props} props */
export function Sheets({ host }) {
  return html`<${OpenSheet} app=${host} views=${VIEWS} closeLast host=${host} />`
}

/** Cancel has the focus: a key that is pressed twice, or held, must not answer what reaches far. @param {Props} props */
function Confirm({ title, text, items, yes, danger, answer }) {
  return html`
    <h2 id="sheet-title">${title}</h2>
    <p>${text}</p>
    ${items.length > 0 && html`<ul class="bullets">${items.map(item => html`<li key=${item}>${item}</li>`)}</ul>`}
    <div class="row">
      <button class=${`button ${danger ? "button--danger" : ""}`} onClick=${() => answer(true)}>${yes}</button>
      <button class="button button--quiet" autofocus onClick=${() => answer(false)}>${t("Cancel")}</button>
    </div>`
}
