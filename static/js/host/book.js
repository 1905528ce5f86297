// "Book": what it still lacks, the host's own words around the reports, and publishing as a step of its own.
import { html } from "../core/html.js"
import { WhatBecame } from "./became.js"
import { Checklist } from "./book_checklist.js"
import { Published } from "./book_publish.js"
import { Parts, Words } from "./book_words.js"
import { useChecklist } from "./checklist.js"

/** @param {Props} props */
export function Book({ host }) {
  const checklist = useChecklist(host)
  return html`
    <div class="columns">
      <div class="column">
        <${Published} host=${host} />
        <${Checklist} host=${host} checklist=${checklist} />
        <${WhatBecame} host=${host} />
      </div>
      <div class="column">
        <${Words} host=${host} />
        <${Parts} host=${host} />
      </div>
    </div>`
}
