// "Book": what it still lacks, the host's own words around the reports, and publishing as a step of its own.
import { html } from "../core/html.js"
import { Proof } from "./book_proof.js"
import { Published } from "./book_publish.js"
import { Parts, Words } from "./book_words.js"
import { useProof } from "./proof.js"

/** @param {Props} props */
export function Book({ desk }) {
  const proof = useProof(desk)
  return html`
    <div class="columns">
      <div class="column">
        <${Published} desk=${desk} />
        <${Proof} desk=${desk} proof=${proof} />
      </div>
      <div class="column">
        <${Words} desk=${desk} />
        <${Parts} desk=${desk} />
      </div>
    </div>`
}
