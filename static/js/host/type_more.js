// Names on an action, dots and closing reflections from paper.
import { isConverging } from "../core/converging.js"
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { LIMITS } from "../core/vocabulary.js"
import { Field } from "../ui/field.js"
import { PaperDots } from "./paper_dots.js"
import { onCtrlEnter, Typed, useFields, useTyped } from "./typed.js"

/** @param {Props} props */
export function TypeMore({ host }) {
  const { about, tables } = host.g
  const actions = [...tables.notes.value.values()].filter(note => note.kind === "action" && !note.hidden)
  const hasNames = actions.length > 0 && about.value.naming !== "none"
  const hasDots = isConverging(host.g, "dots")
  return html`
    ${hasNames && html`<${Names} ...${{ host, actions }} />`}
    ${hasDots && html`<section class="stack stack--tight" aria-labelledby="type-dots"><h2 id="type-dots">${t("Dots")}</h2><div class="paper"><${PaperDots} host=${host} /></div></section>`}
    ${about.value.reflections && html`<${Reflections} host=${host} />`}
    ${!hasNames && !hasDots && !about.value.reflections && html`<p class="soft">${t("There are no actions yet, and neither dots nor reflections are open.")}</p>`}`
}

/** @param {Props} props */
function Names({ host, actions }) {
  const codeOf = note => host.g.tables.sessions.value.get(note.session)?.code ?? ""
  const fields = useFields({ host, name: "type-name", empty: { note: actions[0].id, name: "" }, first: "type-name-name", same: ["note"] })
  const typed = useTyped(host, fields)
  const { draft, at } = fields
  const action = actions.find(({ id }) => id === draft.note) ?? actions[0]
  const submit = event => {
    event.preventDefault()
    const name = draft.name.trim()
    if (!name) return fields.refuse(draft, t("Type a name from the list. Who joins without a name needs no entry."), "name")
    const join = { note: action.id, name }
    typed.add(t("{name} joins “{action}”", { name, action: action.text.slice(0, 60) }), async left => {
      const { ok, error } = await host.outbox.send("join_action", join)
      return ok ? { undo: [["leave_action", join]], code: codeOf(action) } : { undo: [], error, field: "name", left }
    })
  }
  return html`<section class="stack stack--tight" aria-labelledby="type-names">
    <h2 id="type-names">${t("Names on an action")}</h2>
    <${Typed} typed=${typed} />
    <form class="paper stack stack--tight" onSubmit=${submit} noValidate>
      <${Field} ...${at("note")} value=${action.id} label=${t("Action")} options=${actions.map(note => [note.id, [codeOf(note), note.text.slice(0, 90)].filter(Boolean).join(" · ")])} />
      <${Field} ...${at("name")} label=${t("Name, as they wrote it")} autocomplete="off" />
      <div class="row"><button class="button">${t("Add the name")}</button></div>
    </form>
  </section>`
}

/** @param {Props} props */
function Reflections({ host }) {
  const fields = useFields({ host, name: "type-reflection", empty: { text: "" }, first: "type-reflection-text" })
  const typed = useTyped(host, fields)
  const { draft, at } = fields
  const submit = event => {
    event.preventDefault()
    const text = draft.text.trim()
    if (!text) return fields.refuse(draft, t("Type the reflection first."), "text")
    typed.add(text.slice(0, 80), async left => {
      const { ok, error, result } = await host.outbox.send("post_reflection", { text })
      return ok ? { undo: [["retract_evidence", { evidence: result.evidence }]] } : { undo: [], error, field: "text", left }
    })
  }
  return html`<section class="stack stack--tight" aria-labelledby="type-reflections">
    <h2 id="type-reflections">${t("Closing reflections")}</h2>
    <${Typed} typed=${typed} />
    <form class="paper stack stack--tight" onSubmit=${submit} onKeyDown=${onCtrlEnter(submit)} noValidate>
      <${Field} ...${at("text")} label=${t("Word for word")} rows="3" maxlength=${LIMITS.evidence} hint=${t("The book shows it without a name.")} />
      <div class="row"><button class="button">${t("Add it")}</button><p class="hint">${t("Ctrl+Enter adds it.")}</p></div>
    </form>
  </section>`
}
