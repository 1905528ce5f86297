// Evidence that the organisers bring, or that the host types in for somebody without a phone.
import { EMPTY, fieldsOf, tidy } from "../core/evidence.js"
import { html, useState } from "../core/html.js"
import { inQuotes, t } from "../core/language.js"
import { sentenceOf } from "../core/refusals.js"
import { EVIDENCE_GROUPS, EVIDENCE_KINDS, LIMITS } from "../core/vocabulary.js"
import { Field, Tick } from "../ui/field.js"
import { sessionOf } from "./paper.js"

const GROUPS = EVIDENCE_GROUPS.map(({ form, bearing, name }) => [[form, bearing].join(" "), name])
const FRESH = { ...EMPTY, isForSomebody: false, code: "" }

/**
 * `evidence`: the id of an item that is edited.
 *
 * @param {{host: any, evidence?: string}} props
 */
export function Evidence({ host, evidence: id }) {
  const { g } = host
  const row = id && g.tables.evidence.value.get(id)
  const [draft, setDraft] = useState(() => ({ ...FRESH, ...(row ? fieldsOf(row) : host.recallDraft("evidence")) }))
  const [errors, setErrors] = useState(/** @type {Record<string, string>} */ ({}))
  const [message, setMessage] = useState("")
  const set = patch => {
    const next = { ...draft, ...patch }
    setDraft(next)
    setErrors({})
    setMessage("")
    if (!row) host.saveDraft("evidence", next)
  }
  const session = draft.isForSomebody && sessionOf(g, draft.code)
  const submit = async event => {
    event.preventDefault()
    const found = problemsOf(draft, session)
    if (Object.keys(found).length) return setErrors(found)
    // Emptied at once, since the outbox keeps it: a second press must not post it twice.
    if (!row) set({ text: "", url: "", citation: "" })
    setMessage(t("Saving…"))
    const { named: _named, ...args } = tidy(draft)
    const answer = row
      ? await host.outbox.send("edit_evidence", { evidence: id, rev: row.rev, ...args })
      : await host.outbox.send("post_evidence", { ...args, seeded: !draft.isForSomebody, ...(session && { session: session.id }) })
    setMessage(answer.ok ? t("Everybody sees it now.") : "")
    if (!answer.ok) {
      if (!row) set(draft)
      return setErrors({ text: sentenceOf(answer.error) })
    }
    if (!row) return
    host.close()
    host.notify(t("Saved. Every screen shows it."))
  }
  const at = name => ({ id: `evidence-${name}`, value: draft[name], error: errors[name], onInput: value => set({ [name]: value }) })
  return html`
    <h2 id="sheet-title">${row ? t("Edit what you added") : t("Add evidence")}</h2>
    <form class="stack" onSubmit=${submit} noValidate>
      <p>${inQuotes(g.about.value.statement)}</p>
      <${Field} id="evidence-group" label=${t("What it says")} options=${[["", t("Choose…")], ...GROUPS]} error=${errors.group}
        value=${draft.form && [draft.form, draft.bearing].join(" ")}
        onInput=${value => { const [form = "", bearing = ""] = value.split(" "); set({ form, bearing }) }} />
      <${Field} ...${at("text")} label=${t("In a few sentences")} rows="4" maxlength=${LIMITS.evidence} />
      ${draft.form === "evidence" && html`<${Field} ...${at("kind")} label=${t("Where it comes from, if it is to be said")}
        hint=${t("Everybody sees it beside the text, unless it comes from a session.")} options=${[["", t("Not said")], ...EVIDENCE_KINDS]} />`}
      <div class="fields">
        <${Field} ...${at("citation")} label=${t("Source, if any")} autocomplete="off" maxlength=${LIMITS.line} />
        <${Field} ...${at("url")} label=${t("Web address, if any")} inputmode="url" autocomplete="off" autocapitalize="none" placeholder="example.org" />
      </div>
      ${!row && html`<${Tick} id="evidence-for" label=${t("Typed in for somebody without a phone")} checked=${draft.isForSomebody}
        hint=${t("Then it is not shown as the organisers’.")} onChange=${isForSomebody => set({ isForSomebody })} />`}
      ${!row && draft.isForSomebody && html`<${Field} ...${at("code")} label=${t("Session code, if it comes from one")} autocomplete="off" autocapitalize="characters" />`}
      <div class="row">
        <button class="button">${row ? t("Save") : t("Add it")}</button>
        <span class="good" role="status">${message}</span>
      </div>
    </form>`
}

function problemsOf({ form, text, code, isForSomebody }, session) {
  return {
    ...(!form && { group: t("What does it say about the statement?") }),
    ...(!text.trim() && { text: t("Write something first.") }),
    ...(isForSomebody && code.trim() && !session && { code: t("No session has this code just now.") }),
  }
}
