// The fields of a form over a live row: what others change is shown at once, except in fields in which something was typed.
import { html, useState } from "../core/html.js"
import { t } from "../core/language.js"
import { sentenceOf } from "../core/refusals.js"

/** `{value, set, changed, reset}`: `value(name)` is what was typed, else what the row says. */
export function useEdits(row) {
  const [typed, setTyped] = useState({})
  const changed = Object.fromEntries(
    Object.entries(typed).filter(([name, value]) => String(value) !== String(row[name] ?? "")))
  return {
    value: name => typed[name] ?? row[name] ?? "",
    set: (name, value) => setTyped(old => ({ ...old, [name]: value })),
    changed,
    isChanged: Object.keys(changed).length > 0,
    reset: () => setTyped({}),
  }
}

/** `{error, setError, save}`: `save(args, said)` sends the edits, and says so or what is wrong with them. */
export function useSaving(host, edits, command = "edit_gathering") {
  const [error, setError] = useState("")
  const save = async (args, said) => {
    const answer = await host.outbox.send(command, args)
    if (!answer.ok) return setError(sentenceOf(answer.error))
    setError("")
    edits.reset()
    host.notify(said)
  }
  return { error, setError, save }
}

/** The form of edits. One button saves them, the other one undoes what was typed. */
export function EditsForm({ edits, onSave, save = t("Save"), children }) {
  const submit = event => {
    event.preventDefault()
    onSave()
  }
  return html`
    <form class="setform" onSubmit=${submit} noValidate>
      ${children}
      <div class="row field--wide">
        <button class="button" disabled=${!edits.isChanged}>${save}</button>
        ${edits.isChanged && html`<button type="button" class="button button--quiet" onClick=${edits.reset}>${t("Undo what I typed")}</button>`}
      </div>
    </form>`
}
