// What became of actions, the slips with their links, and answers of organisations to recommendations.
import { html, useState } from "../core/html.js"
import { t } from "../core/language.js"
import { sentenceOf } from "../core/refusals.js"
import { LIMITS } from "../core/vocabulary.js"
import { answersOf, Became, OutcomeForm } from "../ui/became.js"
import { Field } from "../ui/field.js"
import { asItem } from "./items.js"
import { ItemText } from "./item_text.js"
import { JoinedBy } from "./joined.js"

/** Folded until somebody wants it: it is for the weeks after the gathering. @param {Props} props */
export function WhatBecame({ host }) {
  const { code, g } = host
  const notes = [...g.tables.notes.value.values()].filter(note => !note.hidden)
  const actions = notes.filter(note => note.kind === "action")
  const recommendations = notes.filter(note => note.kind === "recommendation")
  if (!actions.length && !recommendations.length) return null
  const list = (found, name, label) => html`<ul class="became">${found.map(note => html`<li key=${note.id}>
    <${ItemText} host=${host} item=${asItem("notes", note)} />
    <${Became} note=${note} />
    <${JoinedBy} host=${host} note=${note}><button class="button button--quiet" aria-label=${`${label}: ${asItem("notes", note).name.slice(0, 80)}`} onClick=${() => host.open(name, { note: note.id })}>${label}</button><//></li>`)}</ul>`
  return html`
    <section class="paper stack stack--tight" aria-labelledby="became-title">
      <h2 id="became-title">${t("What became of it")}</h2>
      <p class="soft">${t("For the weeks after, and the next opening. Letting go is a good end, too.")}</p>
      <p class="row"><a class="button button--quiet" href=${`/${code}/after`} target="_blank" rel="noopener">${t("See the page")}</a>
        ${actions.length > 0 && html`<a class="button button--quiet" href=${`/${code}/paper/slips`} target="_blank" rel="noopener">${t("Print slips with links")}</a>`}</p>
      ${actions.length > 0 && html`<details class="more"><summary>${t("Actions")}</summary>${list(actions, "outcome", t("Say what became of it"))}</details>`}
      ${recommendations.length > 0 && html`<details class="more"><summary>${t("Recommendations")}</summary>${list(recommendations, "answer", t("Add an answer"))}</details>`}
    </section>`
}

/** @param {Props} props */
export function Outcome({ host, note: id }) {
  const note = host.g.tables.notes.value.get(id)
  const save = ({ outcome, text }) => {
    host.close()
    host.send("report_outcome", { note: id, outcome, text }, outcome ? t("Saved.") : t("Taken back."))
  }
  const end = () => {
    host.close()
    host.send("end_action_links", { note: id }, t("The links of this action do not work any more. New slips have new ones."))
  }
  return html`<h2 id="sheet-title">${t("What became of it")}</h2>
    ${note ? html`<p><bdi>${note.text || note.url}</bdi></p><${OutcomeForm} note=${note} onSave=${save} />
      <p><button class="button button--quiet" onClick=${end}>${t("End all links to this action that were given away")}</button></p>`
    : html`<p>${t("This note is not here any more.")}</p>`}`
}

const EMPTY = { organisation: "", name: "", text: "" }

/** @param {Props} props */
export function Answer({ host, note: id }) {
  const note = host.g.tables.notes.value.get(id)
  const [draft, setDraft] = useState(EMPTY)
  const [problem, setProblem] = useState(null)
  if (!note) return html`<h2 id="sheet-title">${t("Answers")}</h2><p>${t("This note is not here any more.")}</p>`
  const save = async event => {
    event.preventDefault()
    const answer = await host.outbox.send("answer_recommendation", { note: id, ...draft })
    setProblem(answer.ok ? null : answer.error)
    if (answer.ok) setDraft(EMPTY)
  }
  const at = name => ({ id: `answer-${name}`, value: draft[name], onInput: value => setDraft({ ...draft, [name]: value }) })
  return html`<h2 id="sheet-title">${t("Answers to a recommendation")}</h2>
    <p><bdi>${note.text || note.url}</bdi></p>
    ${answersOf(note).map(answer => html`<div key=${answer.organisation} class="stack stack--tight">
      <${Became} note=${{ answers: [answer] }} />
      <p class="row"><button class="button button--quiet" onClick=${() => setDraft({ organisation: answer.organisation, name: answer.name, text: answer.text })}>${t("Change")}</button>
        <button class="button button--quiet" onClick=${() => host.send("retract_answer", { note: id, organisation: answer.organisation }, t("Taken back."))}>${t("Take it back")}</button></p></div>`)}
    <form class="stack" onSubmit=${save}>
      <${Field} ...${at("organisation")} label=${t("Organisation")} required maxlength=${LIMITS.name} autocomplete="off" />
      <${Field} ...${at("name")} label=${t("Who answered, if they agree to be named")} maxlength=${LIMITS.name} autocomplete="off" />
      <${Field} ...${at("text")} label=${t("Their answer")} rows="5" required maxlength=${LIMITS.answer}
        hint=${t("Word for word. It is shown in a box of its own, with today’s date, beside the recommendation and in the book.")} />
      <p class="error" role="alert">${problem && sentenceOf(problem)}</p>
      <div class="row"><button class="button">${t("Save the answer")}</button></div>
    </form>`
}
