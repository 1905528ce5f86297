// Publishing is a step of its own, and a question to the group first: nothing goes out by itself.
import { html, useState } from "../core/html.js"
import { dayAndTime } from "../core/clock.js"
import { sentenceOf } from "../core/refusals.js"
import { Field, Tick } from "../ui/field.js"
import { CopyField } from "../ui/copy_field.js"
import { Qr } from "../ui/qr.js"
import { keptWords } from "../ui/kept.js"
import { Download } from "./download.js"
import { keptOf } from "./keeping.js"
import { useChecklist } from "./checklist.js"

/** @param {Props} props */
export function Published({ host }) {
  const [newest, ...earlier] = host.g.editions.value
  const next = (newest?.version ?? 0) + 1
  const isNewer = !newest || host.g.seq.value > newest.seq + 1
  const publish = () => host.open("publish", { version: next })
  const { keeping } = host.page
  return html`
    <section class="paper" aria-labelledby="published-title">
      <h2 id="published-title">${newest ? `Version ${newest.version} is published` : "Not published yet"}</h2>
      ${newest ? html`<${Out} host=${host} edition=${newest} />`
        : html`<p class="soft">Everybody with the code can read the draft now. Publishing makes version 1, which stays as it is. Only names
            and words that people take back later are removed from it, too.</p>
          <${Formats} host=${host} query="?edition=draft" read="Read the draft" />`}
      ${isNewer && html`
        ${newest && html`<p class="soft">Something has changed since then. <a target="_blank" rel="noopener"
          href=${`/${host.code}/proceedings?edition=draft`}>Read the draft</a>: a correction makes version ${next}.</p>`}
        <p><button class="button" onClick=${publish}>Publish version ${next}…</button></p>`}
      ${keeping && html`<p>${keptWords(keptOf(keeping), host.g.about.value)} “Settings” changes that.</p>`}
      <p class="soft">To keep a copy, or to move to another server: <a download
        href=${`/${host.code}/export.json`}>everything, as one file</a>. To search it with SQL, for example in Datasette: <a download
        href=${`/${host.code}/export.sqlite`}>a SQLite file</a>.</p>
      ${earlier.length > 0 && html`<${Earlier} host=${host} editions=${earlier} />`}
    </section>`
}

/** @param {Props} props */
function Out({ host, edition }) {
  const address = `${host.base}/${host.code}/proceedings`
  const large = () => host.open("qr", { title: "Proceedings", url: address })
  return html`
    <div class="join">
      <button class="join__qr" onClick=${large} aria-label="Show the QR code to the proceedings, large">
        <${Qr} text=${address} label="proceedings" /></button>
      <div class="out__words">
        <p>${whenOf(host, edition)}${edition.note && html`<br />${edition.note}`}</p>
        <p class="soft">The wall and every phone show the same code during the closing.</p>
      </div>
    </div>
    <${CopyField} id="book-address" label="Address" text=${address} />
    <${Formats} host=${host} query="" read="Read" />`
}

/** @param {Props} props */
function Formats({ host, query, read }) {
  const formats = host.page.formats ?? []
  const isUsual = ([, ending]) => ["pdf", "docx"].includes(ending)
  const each = some => some.map(([name, ending]) => html`
    <li key=${ending}><${Download} href=${`/${host.code}/proceedings.${ending}${query}`} name=${name} /></li>`)
  return html`
    <ul class="formats">
      <li><a class=${`button ${query && "button--quiet"}`} target="_blank" rel="noopener" href=${`/${host.code}/proceedings${query}`}>${read}</a></li>
      ${each(formats.filter(isUsual))}
    </ul>
    <details class="away"><summary>More formats</summary>
      <ul class="formats">${each(formats.filter(one => !isUsual(one)))}</ul></details>`
}

/** @param {Props} props */
function Earlier({ host, editions }) {
  return html`
    <details class="away">
      <summary>Earlier versions</summary>
      <p class="hint">They can be downloaded only from this page.</p>
      ${editions.map(edition => html`
        <div class="earlier" key=${edition.id}>
          <p><b>Version ${edition.version}</b> <span class="soft">${whenOf(host, edition)}${edition.note && ` · ${edition.note}`}</span></p>
          <${Formats} host=${host} query=${`?edition=${edition.version}`} read=${`Read version ${edition.version}`} />
        </div>`)}
    </details>`
}

/**
 * The last look: whom it names, what is missing, and whether the group was asked.
 *
 * @param {Props} props
 */
export function Publish({ host, version }) {
  const checklist = useChecklist(host)
  const [asked, setAsked] = useState(false)
  const [note, setNote] = useState("")
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState("")
  const publish = async event => {
    event.preventDefault()
    setBusy(true)
    const answer = await host.outbox.send("publish_book", note.trim() ? { note: note.trim() } : {})
    setBusy(false)
    if (!answer.ok) return setProblem(sentenceOf(answer.error))
    host.close()
    host.notify(`Version ${answer.result.version} is published.`)
  }
  const count = checklist?.findings?.length ?? 0
  return html`
    <h2 id="sheet-title">Publish version ${version}</h2>
    <p>Everybody with the code will read and download this version. It cannot be unpublished. To correct something, publish the next version.</p>
    <${Names} checklist=${checklist} />
    ${count > 0 && html`<p class="soft">${count === 1 ? "One thing is" : `${count} things are`} still listed under “Before you publish”. You can publish anyway.</p>`}
    <form class="stack" onSubmit=${publish} noValidate>
      <${Field} id="publish-note" label=${version > 1 ? "What is new – optional" : "A note on this version – optional"}
        value=${note} onInput=${setNote} autocomplete="off" />
      <${Tick} id="publish-asked" checked=${asked} onChange=${setAsked}
        label="The group has been asked, and agrees" hint="Has everybody had time to check how they appear?" />
      ${problem && html`<p class="error" role="alert">${problem}</p>`}
      <div class="row">
        <button class="button" disabled=${!asked || busy}>${busy ? "Publishing…" : `Publish version ${version}`}</button>
        <button type="button" class="button button--quiet" onClick=${() => host.close()}>Cancel</button>
      </div>
    </form>`
}

function Names({ checklist }) {
  if (!checklist) return html`<p class="soft">Loading the names…</p>`
  if (!checklist.names) return html`<p class="soft">The list of names cannot be loaded just now. Read the draft before you publish.</p>`
  const { names, naming } = checklist
  if (naming === "none") return html`<p><b>Nobody is named</b>, as this gathering agreed.</p>`
  if (!names.length) return html`<p><b>Nobody is named</b>: nobody chose to be.</p>`
  return html`
    <h3>${names.length === 1 ? "One name" : `${names.length} names`} will appear</h3>
    <p class="soft">Each person chose this, for what is listed here. Only the credits were written by you.</p>
    <ul class="named" tabindex="0" aria-label="Names that will appear">
      ${names.map(({ name, places }) => html`<li key=${name}><b>${name}</b> <span class="soft">${places.join(", ")}</span></li>`)}
    </ul>`
}

function whenOf({ g }, { at }) {
  return dayAndTime(at, g.about.value)
}
