// Publishes the book, in a step of its own that asks the host to ask the group first.
import { html, useState } from "../core/html.js"
import { dayAndTime } from "../core/clock.js"
import { t, tn } from "../core/language.js"
import { withCommas } from "../core/lists.js"
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
      <h2 id="published-title">${newest ? t("Version {version} is published", { version: newest.version }) : t("Not published yet")}</h2>
      ${newest ? html`<${Out} host=${host} edition=${newest} />`
        : html`<p class="soft">${t("Everybody with the code can read the draft now. Publishing makes version 1, which stays as it is. Only names and words that people take back later are removed from it, too.")}</p>
          <${Formats} host=${host} query="?edition=draft" read=${t("Read the draft")} />`}
      ${isNewer && html`
        ${newest && html`<p class="soft">${t("Something has changed since then. {draft}: a correction makes version {version}.", {
          draft: html`<a target="_blank" rel="noopener" href=${`/${host.code}/proceedings?edition=draft`}>${t("Read the draft")}</a>`, version: next,
        })}</p>`}
        <p><button class="button" onClick=${publish}>${t("Publish version {next}…", { next })}</button></p>`}
      ${keeping && html`<p>${t("{kept} “Settings” changes that.", { kept: keptWords(keptOf(keeping), host.g.about.value) })}</p>`}
      <p class="soft">${t("To keep a copy, or to move to another server: {file}.", {
        file: html`<a download href=${`/${host.code}/export.json`}>${t("everything, as one file")}</a>`,
      })} ${t("To search it with SQL, for example in Datasette: {file}.", {
        file: html`<a download href=${`/${host.code}/export.sqlite`}>${t("a SQLite file")}</a>`,
      })}</p>
      ${earlier.length > 0 && html`<${Earlier} host=${host} editions=${earlier} />`}
    </section>`
}

/** @param {Props} props */
function Out({ host, edition }) {
  const address = `${host.base}/${host.code}/proceedings`
  const large = () => host.open("qr", { title: t("Proceedings"), url: address })
  return html`
    <div class="join">
      <button class="join__qr" onClick=${large} aria-label=${t("Show the QR code to the proceedings, large")}>
        <${Qr} text=${address} label=${t("proceedings")} /></button>
      <div class="out__words">
        <p>${whenOf(host, edition)}${edition.note && html`<br />${edition.note}`}</p>
        <p class="soft">${t("The wall and every phone show the same code during the closing.")}</p>
      </div>
    </div>
    <${CopyField} id="book-address" label=${t("Address")} text=${address} />
    <${Formats} host=${host} query="" read=${t("Read")} />`
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
    <details class="away"><summary>${t("More formats")}</summary>
      <ul class="formats">${each(formats.filter(one => !isUsual(one)))}</ul></details>`
}

/** @param {Props} props */
function Earlier({ host, editions }) {
  return html`
    <details class="away">
      <summary>${t("Earlier versions")}</summary>
      <p class="hint">${t("They can be downloaded only from this page.")}</p>
      ${editions.map(edition => html`
        <div class="earlier" key=${edition.id}>
          <p><b>${t("Version {version}", { version: edition.version })}</b> <span class="soft">${whenOf(host, edition)}${edition.note && ` · ${edition.note}`}</span></p>
          <${Formats} host=${host} query=${`?edition=${edition.version}`} read=${t("Read version {version}", { version: edition.version })} />
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
    host.notify(t("Version {version} is published.", { version: answer.result.version }))
  }
  const count = checklist?.findings?.length ?? 0
  return html`
    <h2 id="sheet-title">${t("Publish version {version}", { version })}</h2>
    <p>${t("Everybody with the code will read and download this version. It cannot be unpublished. To correct something, publish the next version.")}</p>
    <${Names} checklist=${checklist} />
    ${count > 0 && html`<p class="soft">${count === 1 ? t("One thing is still listed under “Before you publish”. You can publish anyway.")
      : tn("{n} thing is still listed under “Before you publish”. You can publish anyway.", "{n} things are still listed under “Before you publish”. You can publish anyway.", count)}</p>`}
    <form class="stack" onSubmit=${publish} noValidate>
      <${Field} id="publish-note" label=${version > 1 ? t("What is new – optional") : t("A note on this version – optional")}
        value=${note} onInput=${setNote} autocomplete="off" />
      <${Tick} id="publish-asked" checked=${asked} onChange=${setAsked}
        label=${t("The group has been asked, and agrees")} hint=${t("Has everybody had time to check how they appear?")} />
      ${problem && html`<p class="error" role="alert">${problem}</p>`}
      <div class="row">
        <button class="button" disabled=${!asked || busy}>${busy ? t("Publishing…") : t("Publish version {version}", { version })}</button>
        <button type="button" class="button button--quiet" onClick=${() => host.close()}>${t("Cancel")}</button>
      </div>
    </form>`
}

function Names({ checklist }) {
  if (!checklist) return html`<p class="soft">${t("Loading the names…")}</p>`
  if (!checklist.names) return html`<p class="soft">${t("The list of names cannot be loaded just now. Read the draft before you publish.")}</p>`
  const { names, naming } = checklist
  if (naming === "none") return html`<p>${t("{nobody}, as this gathering agreed.", { nobody: html`<b>${t("Nobody is named")}</b>` })}</p>`
  if (!names.length) return html`<p>${t("{nobody}: nobody chose to be.", { nobody: html`<b>${t("Nobody is named")}</b>` })}</p>`
  return html`
    <h3>${names.length === 1 ? t("One name will appear") : tn("{n} name will appear", "{n} names will appear", names.length)}</h3>
    <p class="soft">${t("Each person chose this, for what is listed here. Only the credits were written by you.")}</p>
    <ul class="named" tabindex="0" aria-label=${t("Names that will appear")}>
      ${names.map(({ name, places }) => html`<li key=${name}><b>${name}</b> <span class="soft">${withCommas(places)}</span></li>`)}
    </ul>`
}

function whenOf({ g }, { at }) {
  return dayAndTime(at, g.about.value)
}
