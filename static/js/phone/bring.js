// Bringing evidence or a thought to the statement: what it says, and a text. The rest is optional.
import { EMPTY, fieldsOf, tidy } from "../core/evidence.js"
import { html, useRef, useState } from "../core/html.js"
import { t } from "../core/language.js"
import { can, canUnlessPaused } from "../core/possible.js"
import { EVIDENCE_GROUPS, EVIDENCE_KINDS, LIMITS } from "../core/vocabulary.js"
import { Described } from "../ui/described.js"
import { Picture } from "../ui/picture.js"
import { ContentNote, WhoSees } from "./who_sees.js"
import { Over } from "./safety.js"

/**
 * `session`: the session it comes from. `evidence`: the id of an item that is edited; `typed`: what was typed for it when
 * another device changed it.
 *
 * @param {Props} props
 */
export function Bring({ phone, session: from, evidence: id, typed }) {
  const { g } = phone
  const item = id && g.tables.evidence.value.get(id)
  const [fields, setFields] = useState(() => ({ ...EMPTY, ...(item ? fieldsOf(item) : phone.recallDraft("evidence")), ...typed }))
  const [inSession, setInSession] = useState(true)
  const text = useRef(null)
  const { statement, naming } = g.about.value
  const me = g.me.value
  const session = g.tables.sessions.value.get(item?.session || from)
  const asked = /** @type {[string, object?]} */ (item ? ["edit_evidence", { evidence: item }] : ["post_evidence"])
  const set = more => {
    const next = { ...fields, ...more }
    setFields(next)
    if (!item) phone.saveDraft("evidence", next)
  }
  const choose = (form, bearing) => {
    set({ form, bearing })
    text.current?.focus()
  }
  const submit = event => {
    event.preventDefault()
    if (!fields.form || !can(g, ...asked)) return
    phone.close()
    if (item) return phone.send("edit_evidence", { evidence: id, rev: item.rev, ...tidy(fields) })
    phone.saveDraft("evidence", null)
    phone.send("post_evidence", { ...tidy(fields), ...(session && inSession && { session: session.id }) })
      .then(answer => answer.ok && phone.notify(t("Added to the statement.")))
  }
  return html`<form class="stack" onSubmit=${submit}>
    <h2><${Picture} of="search" />${item ? t("Edit what you brought") : t("Bring something to the statement")}</h2>
    <p class="quoted"><bdi>${statement}</bdi></p>
    ${typed && item && html`<p class="banner">${t("It was changed on another device. Now it says: “{text}”. Below is what you wrote here.", { text: item.text })}</p>`}
    <div class="kinds" role="group" aria-label=${t("What it says about the statement")}>${EVIDENCE_GROUPS.map(({ form, bearing, name }) => html`
      <button key=${form + bearing} type="button" class="chip" aria-pressed=${fields.form === form && fields.bearing === bearing}
        onClick=${() => choose(form, bearing)}>${name}</button>`)}</div>
    <${Described} by=${html`<${WhoSees} phone=${phone} />`}>${id => html`
      <label class="field"><span>${t("In a few sentences")}</span>
        <textarea rows="4" maxlength=${LIMITS.evidence} required ref=${text} aria-describedby=${id} value=${fields.text} onInput=${e => set({ text: e.target.value })} /></label>`}<//>
    ${session && !item && html`<label class="check"><input type="checkbox" checked=${inSession} onChange=${e => setInSession(e.target.checked)} />
      <span>${t("From session {code}", { code: session.code })}</span></label>`}
    <details class="more" open=${!!(fields.kind || fields.url || fields.citation || fields.content_note)}><summary>${t("More")}</summary>
      <div class="stack">
        ${fields.form === "evidence" && html`<${Kind} kind=${fields.kind} onKind=${kind => set({ kind })} isInSession=${!!session && (!!item || inSession)} />`}
        <label class="field"><span>${t("Source")} <span class="soft">– ${t("optional")}</span></span>
          <input maxlength=${LIMITS.line} autocomplete="off" value=${fields.citation} onInput=${e => set({ citation: e.target.value })} /></label>
        <label class="field"><span>${t("Web address")} <span class="soft">– ${t("optional")}</span></span>
          <input inputmode="url" autocapitalize="none" autocomplete="off" spellcheck="false" placeholder="example.org"
            value=${fields.url} onInput=${e => set({ url: e.target.value })} /></label>
        <${ContentNote} value=${fields.content_note} onInput=${words => set({ content_note: words })} />
      </div></details>
    ${naming !== "none" && me?.name && html`<label class="check"><input type="checkbox" checked=${fields.named}
      onChange=${e => set({ named: e.target.checked })} /><span>${t("Name me on this ({name})", { name: me.name })}</span></label>`}
    ${!canUnlessPaused(g, ...asked) && html`<${Over} />`}
    <div class="send"><button class="button button--large" disabled=${!fields.form || !can(g, ...asked)}>${item ? t("Save") : t("Add it")}</button></div>
    ${!item && html`<button type="button" class="link" onClick=${() => phone.go("statement")}>${t("See what others brought")}</button>`}
  </form>`
}

/** @param {{kind: string, onKind: (kind: string) => void, isInSession: boolean}} props */
function Kind({ kind, onKind, isInSession }) {
  const seen = isInSession
    ? t("It can show who you are to those who were in the session. So no screen shows it, and the book only if five or more items have the same.")
    : t("Everybody sees it beside what you write.")
  return html`<${Described} by=${html`<span class="hint">${seen}</span>`}>${id => html`
    <label class="field"><span>${t("Where it comes from")} <span class="soft">– ${t("optional")}</span></span>
      <select aria-describedby=${id} value=${kind} onChange=${event => onKind(event.target.value)}>
        <option value="">${t("I’d rather not say")}</option>
        ${EVIDENCE_KINDS.map(([key, name]) => html`<option key=${key} value=${key} selected=${key === kind}>${name}</option>`)}
      </select></label>`}<//>`
}
