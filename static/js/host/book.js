// "Book": what it still lacks, the host's own words around the reports, and publishing as a step of its own.
import { html } from "../core/html.js"
import { Proof } from "./book_proof.js"
import { Published } from "./book_publish.js"
import { Parts, Words } from "./book_words.js"
import { useProof } from "./proof.js"

/** @param {Props} props */
export function Book({ host }) {
  const proof = useProof(host)
  return html`
    <div class="columns">
      <div class="column">
        <${Published} host=${host} />
        <${Proof} host=${host} proof=${proof} />
      </div>
      <div class="column">
        <${Words} host=${host} />
        <${Parts} host=${host} />
      </div>
    </div>`
}
