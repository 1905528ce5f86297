// The statement, and what people brought to it.
import { html, useState } from "../core/html.js"
import { timeOf } from "../core/clock.js"
import { t } from "../core/language.js"
import { BehindNote } from "../ui/content_note.js"
import { can } from "../core/possible.js"
import { EVIDENCE_GROUPS, EVIDENCE_KINDS } from "../core/vocabulary.js"
import { Covered, ReportName, Worry } from "./item_safety.js"

const KIND_NAMES = Object.fromEntries(EVIDENCE_KINDS)

/** @param {Props} props */
export function Statement({ phone }) {
  const { statement } = phone.g.about.value
  const items = phone.pending.evidenceOf()
  return html`<div class="stack">
    <h1 class="statement__text"><bdi>${statement || t("This gathering has no statement")}</bdi></h1>
    ${can(phone.g, "post_evidence") && html`<button class="button button--large" onClick=${() => phone.open("bring")}>${t("Bring something to it")}</button>`}
    ${!items.length && html`<p class="empty">${t("Nothing has been brought yet.")}</p>`}
    <div class="statement__groups" aria-live="polite" aria-relevant="additions">
      ${EVIDENCE_GROUPS.map(({ form, bearing, heading }) => {
        const found = items.filter(item => item.form === form && item.bearing === bearing)
        return found.length > 0 && html`<section key=${form + bearing} class="stack stack--tight" aria-label=${heading}>
          <h2>${heading}</h2>
          <ul class="plain stack stack--tight">${found.map(item => html`
            <li key=${item.id}><${Item} phone=${phone} item=${item} /></li>`)}</ul>
        </section>`
      })}
    </div>
  </div>`
}

/** @param {Props} props */
function Item({ phone, item }) {
  const { g } = phone
  const [sure, setSure] = useState(false)
  const session = g.tables.sessions.value.get(item.session)
  const details = [item.citation, KIND_NAMES[item.own_kind ?? item.kind]].filter(Boolean)
  const foot = [item.seeded ? t("from the organisers") : item.by_name, timeOf(item.at, g.about.value), item.edited_at && t("edited")].filter(Boolean)
  const retract = () => { setSure(false); phone.send("retract_evidence", { evidence: item.id }) }
  const may = name => !item.pending && can(g, name, { evidence: item })
  return html`<div class=${`note ${item.pending ? "is-pending" : ""}`}>
    ${item.mine && html`<${Covered} row=${item} what="evidence" />`}
    <${BehindNote} note=${item.content_note}><p class="prose"><bdi>${item.text}</bdi></p>
    ${/^https?:\/\//i.test(item.url) && html`<p><a class="note__link" href=${item.url} target="_blank" rel="noopener noreferrer nofollow">${item.url}</a></p>`}<//>
    ${details.length > 0 && html`<p class="note__details">${details.join(" · ")}</p>`}
    <p class="note__foot soft">
      ${session && html`<button class="link" onClick=${() => phone.go("session", { session })}>${t("Session {code}", { code: session.code })}</button>`}
      <span>${foot.join(" · ")}</span>
      ${item.pending && html`<strong class="note__saving">${item.going ? t("removing…") : t("saving…")}</strong>`}
      ${!sure && may("edit_evidence") && html`<button class="link" onClick=${() => phone.open("bring", { evidence: item.id })}>${t("Edit")}</button>`}
      ${!sure && may("retract_evidence") && html`<button class="link" onClick=${() => setSure(true)}>${t("Take back")}</button>`}
      ${sure && html`
        <button class="link link--danger" onClick=${retract}>${t("Take it back")}</button>
        <button class="link" onClick=${() => setSure(false)}>${t("Keep it")}</button>`}
      ${!item.mine && item.by_name && html`<${ReportName} phone=${phone} item=${{ evidence: item.id }} row=${item} />`}
      <${Worry} phone=${phone} table="evidence" row=${item} />
    </p></div>`
}
