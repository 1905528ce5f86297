// The closing circle: what every wall shows, and whether phones ask for one reflection.
import { html, useState } from "../core/html.js"
import { newestFirst } from "../core/gathering.js"
import { t } from "../core/language.js"
import { sentenceOf } from "../core/refusals.js"
import { LIMITS } from "../core/vocabulary.js"
import { Field, Tick } from "../ui/field.js"

const VIEWS = [["", t("Thanks, and the book")], ["theme", t("The theme")], ["blank", t("Nothing")], ["replay", t("How the grid filled")]]

/** @param {Props} props */
export function Closing({ host }) {
  const { g } = host
  const phase = g.phase.value
  if (!["closing", "harvest"].includes(phase)) return null
  return html`
    <section class="paper stack stack--tight" aria-labelledby="closing-title">
      <h2 id="closing-title">${t("The closing")}</h2>
      <${OnWalls} host=${host} />
      <${AskForReflections} host=${host} />
      ${g.about.value.reflections && html`<${Typed} host=${host} />`}
    </section>`
}

/** @param {Props} props */
function OnWalls({ host }) {
  const shown = host.g.about.value.wall_view
  const show = view => shown !== view && host.send("edit_gathering", { wall_view: view })
  return html`<div class="stack stack--tight" role="group" aria-label=${t("On every wall")}>
    <p>${t("On every wall")}</p>
    <div class="row">${VIEWS.map(([view, label]) => html`
      <button key=${view} class="chip" aria-pressed=${shown === view} onClick=${() => show(view)}>${label}</button>`)}</div>
    <p class="hint">${t("“How the grid filled” takes a minute at most, and rests on the full grid. It shows only what can be read today.")}</p></div>`
}

/** The setting, here and in “Settings”. @param {Props} props */
function AskForReflections({ host }) {
  return html`<${Tick} id="ask-reflections" label=${t("Phones ask for one closing reflection")}
    hint=${t("Optional, for the book. No wall and no other phone shows it; under Safety you can read and hide it.")} checked=${Boolean(host.g.about.value.reflections)}
    onChange=${reflections => host.send("edit_gathering", { reflections })} />`
}

/** @param {Props} props */
export function ClosingSettings({ host }) {
  return html`<section class="paper stack stack--tight" aria-labelledby="closing-settings">
    <h3 id="closing-settings">${t("The closing")}</h3><${AskForReflections} host=${host} /></section>`
}

/** Those that the host typed in. @param {Props} props */
function Typed({ host }) {
  const own = newestFirst(host.g.tables.evidence).filter(row => row.mine && row.form === "closing")
  const retract = row => host.send("retract_evidence", { evidence: row.id }, t("Taken back."))
  return html`<p><button class="button button--quiet" onClick=${() => host.open("reflection")}>${t("Type one in for somebody without a phone")}</button></p>
    ${own.length > 0 && html`<details class="more"><summary>${t("Reflections that you typed in")}</summary><ul class="entries">${own.map(row => html`
      <li class="entry entry--acts" key=${row.id}><span class="entry__text entry__text--short"><bdi>${row.text}</bdi></span>
        <span class="entry__acts"><button class="button button--quiet" aria-label=${t("Edit: {text}", { text: row.text.slice(0, 80) })} onClick=${() => host.open("reflection", { evidence: row.id })}>${t("Edit")}</button>
          <button class="button button--quiet" aria-label=${t("Take back: {text}", { text: row.text.slice(0, 80) })} onClick=${() => retract(row)}>${t("Take back")}</button></span></li>`)}</ul></details>`}`
}

/** @param {{host: any, evidence?: string}} props */
export function Reflection({ host, evidence: id }) {
  const row = id && host.g.tables.evidence.value.get(id)
  const [draft, setDraft] = useState({ text: row?.text ?? "", content_note: row?.content_note ?? "" })
  const [problem, setProblem] = useState(null)
  const save = async event => {
    event.preventDefault()
    const answer = await (row ? host.outbox.send("edit_evidence", { evidence: id, ...draft }) : host.outbox.send("post_reflection", draft))
    if (!answer.ok) return setProblem(answer.error)
    host.close()
    host.notify(t("It is in the book."))
  }
  const at = name => ({ id: `reflection-${name}`, value: draft[name], onInput: value => setDraft({ ...draft, [name]: value }) })
  return html`<h2 id="sheet-title">${t("A closing reflection")}</h2>
    <form class="stack" onSubmit=${save}>
      <${Field} ...${at("text")} label=${t("Word for word")} rows="4" required maxlength=${LIMITS.evidence} hint=${t("The book shows it without a name, and no wall does.")} />
      <${Field} ...${at("content_note")} label=${t("Content note, if they want one")} maxlength=${LIMITS.content_note} autocomplete="off" />
      <p class="error" role="alert">${problem && sentenceOf(problem)}</p>
      <div class="row"><button class="button">${row ? t("Save") : t("Add it")}</button></div>
    </form>`
}
