// What every form asks or says, whatever is written in it.
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { LIMITS } from "../core/vocabulary.js"
import { Described } from "../ui/described.js"

/** Before writing: who sees it, and for how long. @param {Props} props */
export function WhoSees({ phone }) {
  const { people_gone_on: people, purged_on: all } = phone.page.kept
  return html`<span class="hint">${[
    t("Everybody here sees it, and the book has it."),
    people && people !== all && t("Who wrote what is erased on {date}.", { date: people }),
    all ? t("All of it is erased on {date}.", { date: all }) : t("The book is kept."),
    t("Do not describe others so that they could be recognised."),
  ].filter(Boolean).join(" ")}</span>`
}

/** What a text contains, for those who would rather know before they read it. Only its author says so. */
export function ContentNote({ value, onInput }) {
  return html`<${Described} by=${html`<span class="hint">${t("“Talks about self-harm”: shown first, and your text opens on a tap.")}</span>`}>${id => html`
    <label class="field"><span>${t("Content note")} <span class="soft">– ${t("optional")}</span></span>
      <input maxlength=${LIMITS.content_note} autocomplete="off" aria-describedby=${id} value=${value ?? ""} onInput=${e => onInput(e.target.value)} /></label>`}<//>`
}
