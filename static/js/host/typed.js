// What was just typed in from paper, each with “Undo”. Nothing that was typed is lost: what is refused goes back into the fields.
import { html, useRef, useState } from "../core/html.js"
import { t } from "../core/language.js"
import { sentenceOf } from "../core/refusals.js"

const SHOWN = 6

/**
 * `fields` `{draft, set, isEmpty, empty, focusFirst, refuse}` are those of a form. `add(words, save)` empties them and saves what was in them; `save(draft)`
 * resolves to `{undo, code?}` (commands that take it back), or with `{error, field, left}`: what was refused, and the draft that is left to save.
 */
export function useTyped(host, fields) {
  const [entries, setEntries] = useState(/** @type {any[]} */ ([]))
  const latest = useRef(fields)
  latest.current = fields
  const change = (key, patch) => setEntries(now => now.map(one => (one.key === key ? { ...one, ...patch } : one)))
  const putBack = ({ key, left, error, field }) => {
    latest.current.refuse(left, error && sentenceOf(error), field)
    change(key, { left: null })
  }
  const add = async (words, save) => {
    const entry = { key: Math.random(), words, state: t("saving…"), undo: [], left: null }
    const typed = latest.current.draft
    setEntries(now => [...now, entry])
    latest.current.empty()
    const { undo, code = "", error, field, left } = await save(typed)
    const refused = error && { left, error, field, state: t("not saved") }
    change(entry.key, { undo, code, state: undo.length ? "" : t("not saved"), ...refused })
    if (refused && latest.current.isEmpty()) putBack({ ...entry, ...refused })
  }
  const undo = async entry => {
    change(entry.key, { undo: [], state: t("taking it back…") })
    const answers = await Promise.all(entry.undo.map(([name, args]) => host.send(name, args)))
    change(entry.key, { state: answers.every(({ ok }) => ok) ? t("taken back") : t("not taken back") })
    latest.current.focusFirst()
  }
  return { entries, add, undo, putBack }
}

/** @param {{typed: ReturnType<typeof useTyped>}} props */
export function Typed({ typed: { entries, undo, putBack } }) {
  const before = entries.length - SHOWN
  return html`<div class="typed" role="log" aria-label=${t("Typed in")}>
    ${before > 0 && html`<p class="soft">${t("{count} before these", { count: before })}</p>`}
    <ul class="entries">${entries.slice(-SHOWN).map(entry => html`
      <li class="entry" key=${entry.key}>
        ${entry.code && html`<span class="code">${entry.code}</span>`}
        <span class="entry__text entry__text--short" dir="auto">${entry.words}${entry.state && html` <span class="soft">· ${entry.state}</span>`}</span>
        ${entry.left && html`<button class="button button--quiet" aria-label=${t("Put it back: {text}", { text: entry.words.slice(0, 80) })} onClick=${() => putBack(entry)}>${t("Put it back")}</button>`}
        ${entry.undo.length > 0 && html`<button class="button button--quiet" aria-label=${t("Undo: {text}", { text: entry.words.slice(0, 80) })} onClick=${() => undo(entry)}>${t("Undo")}</button>`}
      </li>`)}</ul>
  </div>`
}

/** Ctrl+Enter, or Cmd+Enter, sends the form from any of its fields. */
export function onCtrlEnter(submit) {
  return event => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit(event) }
}

/** The draft of a form that is kept on this device, and its problem `{field, message}`. @param {{host: any, name: string, empty: any, first: string, same?: string[]}} given */
export function useFields({ host, name, empty, first, same = [] }) {
  const [draft, setDraft] = useState(() => ({ ...empty, ...host.recallDraft(name) }))
  const [problem, setProblem] = useState(/** @type {{field: string, message: string} | null} */ (null))
  const focus = id => setTimeout(() => document.getElementById(id)?.focus())
  const put = (next, wrong = null) => {
    setDraft(next)
    setProblem(wrong)
    host.saveDraft(name, next)
  }
  const kept = Object.fromEntries(same.map(key => [key, draft[key]]))
  return {
    draft,
    set: patch => put({ ...draft, ...patch }),
    isEmpty: () => Object.keys(empty).every(key => same.includes(key) || JSON.stringify(draft[key]) === JSON.stringify(empty[key])),
    empty: () => { put({ ...empty, ...kept }); focus(first) },
    focusFirst: () => focus(first),
    refuse: (left, message, field) => { put({ ...empty, ...left }, message ? { field, message } : null); focus(field ? `${name}-${field}` : first) },
    errorOf: field => (problem?.field === field ? problem.message : undefined),
    at: field => ({ id: `${name}-${field}`, value: draft[field], error: problem?.field === field ? problem.message : undefined,
      onInput: value => put({ ...draft, [field]: value }) }),
  }
}
