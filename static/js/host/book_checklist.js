// The checklist: what the book still lacks, each with the way to mend it. Nothing here stops anybody.
import { html, useState } from "../core/html.js"
import { colourOf } from "../core/places.js"
import { sentenceOf } from "../core/refusals.js"
import { BehindNote } from "../ui/content_note.js"
import { Field } from "../ui/field.js"
import { Photo } from "../ui/photo.js"

const GROUPS = [
  ["no_report", "session without a report|sessions without a report", "Talking to people in the break helps more than a reminder. Notes on paper can be typed in here."],
  ["unconfirmed", "report not confirmed|reports not confirmed", "Conveners confirm on their session’s page. The book can be published without it."],
  ["changed", "report changed since confirmed|reports changed since confirmed", "Something was added, edited or taken back afterwards. Its convener can look again."],
  ["title", "unusual title|unusual titles", "This may be intended. The book has both titles."],
  ["alt", "photo without a description|photos without a description", "A sentence or two, for those who cannot see them."],
  ["glyph", "character that cannot be printed|characters that cannot be printed", "No font here has them. The PDF shows their codes instead."],
]
const OPEN_UP_TO = 5

/** @param {Props} props */
export function Checklist({ host, checklist }) {
  return html`
    <section class="paper" aria-labelledby="checklist-title">
      <h2 id="checklist-title">Before you publish</h2>
      <div role="status" class="quiet">
        ${!checklist && html`<p class="soft">Reading…</p>`}
        ${checklist?.problem && html`<p class="soft">${checklist.problem}</p>`}
        ${checklist?.findings?.length === 0 && (host.g.placed.value.size > 0
          ? html`<p class="good">Nothing is missing.</p>`
          : html`<p class="soft">There is no session yet, so the book is empty.</p>`)}
      </div>
      ${checklist?.findings && GROUPS.map(([kind, label, hint]) => html`
        <${Group} key=${kind} host=${host} label=${label} hint=${hint}
          findings=${checklist.findings.filter(finding => finding.kind === kind)} />`)}
    </section>`
}

/** @param {Props} props */
function Group({ host, label, hint, findings }) {
  if (!findings.length) return null
  const [one, many] = label.split("|")
  return html`
    <details class="away checklist" open=${findings.length <= OPEN_UP_TO || undefined}>
      <summary><span><b>${findings.length}</b> ${findings.length === 1 ? one : many}</span></summary>
      <p class="hint">${hint}</p>
      <ul class="entries">
        ${findings.map(finding => html`
          <li class=${`entry ${classOf(host, finding)}`} key=${finding.kind + finding.topic + finding.note + finding.sentence}>
            ${finding.code && html`<span class="code">${finding.code}</span>`}
            <span class="entry__text">${finding.sentence}</span>
            <${Mend} host=${host} finding=${finding} />
          </li>`)}
      </ul>
    </details>`
}

/** @param {Props} props */
function Mend({ host, finding }) {
  const { kind, code, topic, note, sentence } = finding
  const act = (label, onClick) => html`<button class="button button--quiet" aria-label=${`${label}: ${sentence}`} onClick=${onClick}>${label}</button>`
  if (kind === "no_report") return act("Type in", () => host.open("paper", { code: code.split(" ")[0] }))
  if (kind === "title") return act("Look", () => host.open("topic", { topic, session: finding.session }))
  if (kind === "alt") return act("Describe", () => host.open("describe", { note }))
  const read = html`<a class="button button--quiet" target="_blank" rel="noopener" aria-label=${`Read: ${sentence}`}
    href=${`/${host.code}/proceedings?edition=draft#${finding.anchor}`}>Read</a>`
  if (kind === "glyph") return read
  return html`<span class="entry__acts">${read}${act("Confirm", () => confirmFor(host, finding))}</span>`
}

async function confirmFor(host, { topic, sentence }) {
  const sure = await host.confirm({
    title: "Confirm it for its convener?",
    text: "Only when they asked you to, for instance because they have no phone here. The log says that it was you.",
    items: [sentence], yes: "They asked me: confirm",
  })
  if (sure) host.send("confirm_report", { topic }, "Confirmed.")
}

/**
 * A photo, and words for those who cannot see it.
 *
 * @param {Props} props
 */
export function Describe({ host, note: id }) {
  const note = host.g.tables.notes.value.get(id)
  const [alt, setAlt] = useState("")
  const [error, setError] = useState("")
  if (!note) return html`<h2 id="sheet-title">This photo is gone</h2>`
  const save = async event => {
    event.preventDefault()
    if (!alt.trim()) return setError("A sentence is enough.")
    const answer = await host.send("describe_photo", { note: id, alt: alt.trim() }, "Described.")
    if (answer.ok) host.close()
    else setError(sentenceOf(answer.error))
  }
  return html`
    <h2 id="sheet-title">What does it show?</h2>
    <${BehindNote} note=${note.content_note}>
      <${Photo} code=${host.code} note=${{ ...note, alt: "The photo to describe" }} as="host" />
      ${note.text && html`<p class="prose">${note.text}</p>`}<//>
    <form class="stack" onSubmit=${save} noValidate>
      <${Field} id="alt" label="Alternative text" rows="3" value=${alt} onInput=${setAlt} error=${error}
        hint="What the flip chart says, word for word if it is short. No names of people in the picture." />
      <button class="button">Save</button>
    </form>`
}

function classOf({ g }, { session }) {
  const row = g.tables.sessions.value.get(session)
  return row ? `slot-${colourOf(g, row)}` : ""
}
