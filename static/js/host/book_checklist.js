// The checklist: what the book still lacks, each with the way to mend it. Nothing here stops anybody.
import { html, useState } from "../core/html.js"
import { t, tn } from "../core/language.js"
import { colourOf } from "../core/places.js"
import { sentenceOf } from "../core/refusals.js"
import { BehindNote } from "../ui/content_note.js"
import { Field } from "../ui/field.js"
import { Photo } from "../ui/photo.js"

const bold = n => html`<b>${n}</b>`

/** Kind, its count in words, and what to do about it. @type {[string, (n: number) => any, string][]} */
const GROUPS = [
  ["no_report", n => tn("{n} session without a report", "{n} sessions without a report", n, { n: bold(n) }), t("Talking to people in the break helps more than a reminder. Notes on paper can be typed in here.")],
  ["unconfirmed", n => tn("{n} report not confirmed", "{n} reports not confirmed", n, { n: bold(n) }), t("Conveners confirm on their session’s page. The book can be published without it.")],
  ["changed", n => tn("{n} report changed since confirmed", "{n} reports changed since confirmed", n, { n: bold(n) }), t("Something was added, edited or taken back afterwards. Its convener can look again.")],
  ["title", n => tn("{n} unusual title", "{n} unusual titles", n, { n: bold(n) }), t("This may be intended. The book has both titles.")],
  ["alt", n => tn("{n} photo without a description", "{n} photos without a description", n, { n: bold(n) }), t("A sentence or two, for those who cannot see them.")],
  ["glyph", n => tn("{n} character that cannot be printed", "{n} characters that cannot be printed", n, { n: bold(n) }), t("No font here has them. The PDF shows their codes instead.")],
]
const OPEN_UP_TO = 5

/** @param {Props} props */
export function Checklist({ host, checklist }) {
  return html`
    <section class="paper" aria-labelledby="checklist-title">
      <h2 id="checklist-title">${t("Before you publish")}</h2>
      <div role="status" class="quiet">
        ${!checklist && html`<p class="soft">${t("Reading…")}</p>`}
        ${checklist?.problem && html`<p class="soft">${checklist.problem}</p>`}
        ${checklist?.findings?.length === 0 && (host.g.placed.value.size > 0
          ? html`<p class="good">${t("Nothing is missing.")}</p>`
          : html`<p class="soft">${t("There is no session yet, so the book is empty.")}</p>`)}
      </div>
      ${checklist?.findings && GROUPS.map(([kind, counted, hint]) => html`
        <${Group} key=${kind} host=${host} counted=${counted} hint=${hint}
          findings=${checklist.findings.filter(finding => finding.kind === kind)} />`)}
    </section>`
}

/** @param {Props} props */
function Group({ host, counted, hint, findings }) {
  if (!findings.length) return null
  return html`
    <details class="away checklist" open=${findings.length <= OPEN_UP_TO || undefined}>
      <summary><span>${counted(findings.length)}</span></summary>
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
  if (kind === "no_report") return act(t("Type in"), () => host.open("paper", { code: code.split(" ")[0] }))
  if (kind === "title") return act(t("Look"), () => host.open("topic", { topic, session: finding.session }))
  if (kind === "alt") return act(t("Describe"), () => host.open("describe", { note }))
  const read = html`<a class="button button--quiet" target="_blank" rel="noopener" aria-label=${t("Read: {sentence}", { sentence })}
    href=${`/${host.code}/proceedings?edition=draft#${finding.anchor}`}>${t("Read")}</a>`
  if (kind === "glyph") return read
  return html`<span class="entry__acts">${read}${act(t("Confirm"), () => confirmFor(host, finding))}</span>`
}

async function confirmFor(host, { topic, sentence }) {
  const sure = await host.confirm({
    title: t("Confirm it for its convener?"),
    text: t("Only when they asked you to, for instance because they have no phone here. The log says that it was you."),
    items: [sentence], yes: t("They asked me: confirm"),
  })
  if (sure) host.send("confirm_report", { topic }, t("Confirmed."))
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
  if (!note) return html`<h2 id="sheet-title">${t("This photo is gone")}</h2>`
  const save = async event => {
    event.preventDefault()
    if (!alt.trim()) return setError(t("A sentence is enough."))
    const answer = await host.send("describe_photo", { note: id, alt: alt.trim() }, t("Described."))
    if (answer.ok) host.close()
    else setError(sentenceOf(answer.error))
  }
  return html`
    <h2 id="sheet-title">${t("What does it show?")}</h2>
    <${BehindNote} note=${note.content_note}>
      <${Photo} code=${host.code} note=${{ ...note, alt: t("The photo to describe") }} as="host" />
      ${note.text && html`<p class="prose"><bdi>${note.text}</bdi></p>`}<//>
    <form class="stack" onSubmit=${save} noValidate>
      <${Field} id="alt" label=${t("Alternative text")} rows="3" value=${alt} onInput=${setAlt} error=${error}
        hint=${t("What the flip chart says, word for word if it is short. No names of people in the picture.")} />
      <button class="button">${t("Save")}</button>
    </form>`
}

function classOf({ g }, { session }) {
  const row = g.tables.sessions.value.get(session)
  return row ? `slot-${colourOf(g, row)}` : ""
}
