// Report forms, typed in by the code of their session: one Tab from field to field, Ctrl+Enter for the next form.
import { isoDateOf, now } from "../core/clock.js"
import { topicOf } from "../core/gathering.js"
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { NOTE_KINDS } from "../core/vocabulary.js"
import { Field } from "../ui/field.js"
import { sessionOf } from "./paper.js"
import { dayTyped } from "./typed_day.js"
import { onCtrlEnter, Typed, useFields, useTyped } from "./typed.js"

// A picture cannot be typed in, and an action has its initiator.
const TEXTS = NOTE_KINDS.filter(({ kind }) => kind !== "photo" && kind !== "action")
const BEFORE = ["summary", "key_point", "question", "recommendation"]
const ACTION = { text: "", who: "", due: "" }
const EMPTY = { code: "", actions: [ACTION], ...Object.fromEntries(TEXTS.map(({ kind }) => [kind, ""])) }

/** @param {Props} props */
export function TypeReports({ host }) {
  const { g } = host
  const fields = useFields({ host, name: "type-report", empty: EMPTY, first: "type-report-code" })
  const typed = useTyped(host, fields)
  const { draft, at } = fields
  const session = sessionOf(g, draft.code)
  const title = session && topicOf(g.tables, session)?.title
  const submit = event => {
    event.preventDefault()
    if (!session) return fields.refuse(draft, draft.code.trim() ? t("No session has this code just now.") : t("Which session? Its code is on the form."), "code")
    const today = isoDateOf(now().toISOString(), g.about.value)
    const wrong = draft.actions.findIndex(({ text, due }) => text.trim() && dayTyped(due, today) === null)
    if (wrong >= 0) return fields.refuse(draft, t("Type a day like 15 Jan, or leave it out."), `due-${wrong}`)
    const notes = notesOf(session, draft, today)
    if (!notes.length) return fields.refuse(draft, t("Nothing is typed yet."), "summary")
    typed.add(title ?? "", left => post(host, left, session, notes))
  }
  // Enter is a new line in a text, and the next field elsewhere: a form that is half typed is not sent by mistake.
  const keys = event => {
    onCtrlEnter(submit)(event)
    if (event.key !== "Enter" || event.defaultPrevented || event.target.tagName !== "INPUT") return
    event.preventDefault()
    const inputs = [...event.currentTarget.querySelectorAll("input, textarea, button")]
    inputs[inputs.indexOf(event.target) + 1]?.focus()
  }
  const text = ({ kind, name, group }) => html`<${Field} key=${kind} ...${at(kind)} rows=${kind === "summary" ? "3" : "2"}
    label=${kind === "summary" ? name : t("{kind}, one on each line", { kind: group })} />`
  return html`
    <${Typed} typed=${typed} />
    <form class="paper stack stack--tight" onSubmit=${submit} onKeyDown=${keys} noValidate>
      <${Field} ...${at("code")} label=${t("Session code")} autocomplete="off" autocapitalize="characters" autofocus hint=${t("As on the form, for example 2C.")} />
      <p class="paper__session" role="status">${title && html`<span class="code">${session.code}</span> <span dir="auto">${title}</span>`}</p>
      ${TEXTS.filter(({ kind }) => BEFORE.includes(kind)).map(text)}
      <${Actions} ...${{ g, fields }} />
      ${TEXTS.filter(({ kind }) => !BEFORE.includes(kind)).map(text)}
      <div class="row"><button class="button">${t("Save the report")}</button><p class="hint">${t("Ctrl+Enter saves it from any field.")}</p></div>
    </form>`
}

/** A row for each action, and an empty one. */
function Actions({ g, fields: { draft, set, errorOf } }) {
  const isNamed = g.about.value.naming !== "none"
  const change = (nth, patch) => {
    const rows = draft.actions.map((row, n) => (n === nth ? { ...row, ...patch } : row))
    const last = rows.at(-1)
    set({ actions: last.text || last.who || last.due ? [...rows, ACTION] : rows })
  }
  return draft.actions.map((row, nth) => html`<div class="fields typing__action" key=${nth}>
    <${Field} id=${`type-report-action-${nth}`} label=${nth ? t("Action {nth}", { nth: nth + 1 }) : t("Action")} value=${row.text} autocomplete="off" onInput=${text => change(nth, { text })} />
    ${isNamed && html`<${Field} id=${`type-report-who-${nth}`} label=${nth ? t("Who starts action {nth}", { nth: nth + 1 }) : t("Who starts it")} value=${row.who} autocomplete="off"
      onInput=${who => change(nth, { who })} />`}
    <${Field} id=${`type-report-due-${nth}`} label=${nth ? t("By when, action {nth}", { nth: nth + 1 }) : t("By when")} value=${row.due} autocomplete="off" placeholder=${t("15 Jan")}
      error=${errorOf(`due-${nth}`)} onInput=${due => change(nth, { due })} />
  </div>`)
}

/** `[{key, args, item}]` of `post_note`, in the order of the form. `item` is what stays in its field `key` if it is refused. */
function notesOf(session, draft, today) {
  const lines = (kind, text) => (kind === "summary" ? [text.trim()] : text.split("\n").map(line => line.trim())).filter(Boolean)
  const texts = TEXTS.flatMap(({ kind }) => lines(kind, draft[kind]).map(item =>
    ({ key: kind, item, args: { session: session.id, kind, ...(kind === "link" ? linkOf(item) : { text: item }) } })))
  const actions = draft.actions.filter(({ text }) => text.trim()).map(item => ({
    key: "actions", item,
    args: { session: session.id, kind: "action", text: item.text.trim(), ...(item.who.trim() && { initiator_name: item.who.trim() }), ...(item.due.trim() && { due: dayTyped(item.due, today) }) },
  }))
  return [...texts.filter(({ key }) => BEFORE.includes(key)), ...actions, ...texts.filter(({ key }) => !BEFORE.includes(key))]
}

/** “The handbook https://example.org” → its text and its address. */
function linkOf(line) {
  const url = line.split(/\s+/).find(word => word.includes("://")) ?? line
  return { url, text: line.replace(url, "").trim() }
}

async function post(host, draft, session, notes) {
  const answers = await Promise.all(notes.map(({ args }) => host.outbox.send("post_note", args)))
  const undo = answers.filter(({ ok }) => ok).map(({ result }) => ["retract_note", { note: result.note }])
  const refused = notes.filter((_, n) => !answers[n].ok)
  if (!refused.length) return { undo, code: session.code }
  const of = key => refused.filter(one => one.key === key).map(({ item }) => item)
  const left = { ...EMPTY, code: draft.code, actions: [...of("actions"), ACTION], ...Object.fromEntries(TEXTS.map(({ kind }) => [kind, of(kind).join("\n")])) }
  const field = refused[0].key === "actions" ? "summary" : refused[0].key
  return { undo, code: session.code, error: answers.find(({ ok }) => !ok).error, field, left }
}
