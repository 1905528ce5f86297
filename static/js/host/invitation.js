// What the invitation says besides the gathering's texts: a page to send, to print and to put into a calendar.
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { LIMITS } from "../core/vocabulary.js"
import { Field, Tick } from "../ui/field.js"
import { WorkingOn } from "./also_here.js"
import { EditsForm, useEdits, useSaving } from "./edits.js"

const FIELDS = [
  ["address", { label: t("Address"), rows: "2" }],
  ["map_link", { label: t("Link to a map"), inputmode: "url", hint: t("From any map, beginning with https://. The page shows a link only.") }],
  ["getting_there", { label: t("How to get there"), rows: "3", hint: t("Bus, train, parking, which door.") }],
  ["invited", { label: t("Who is invited"), rows: "2" }],
  ["step_free", { label: t("Step-free access"), hint: t("For example: level entrance, lift to all rooms, accessible toilet.") }],
  ["hearing_loop", { label: t("Hearing loop") }],
  ["quiet_room", { label: t("Quiet room") }],
  ["support", { label: t("Support on the day"), hint: t("Who can be turned to, or what is offered.") }],
]

/** @param {Props} props */
export function InvitationSettings({ host }) {
  const { invitation, planning, places } = host.g.about.value
  const edits = useEdits({ ...invitation, planning: Boolean(planning), places: String(places || "") })
  const { error, save } = useSaving(host, edits)
  return html`
    <section class="paper" aria-labelledby="invitation-title">
      <h3 id="invitation-title">${t("Invitation")}</h3>
      <p class="soft">${t("Date, venue, theme and programme are in it already. {look}: it can be printed on one sheet, and has a calendar file and a text for e-mails.", {
        look: html`<a href=${`/${host.code}/invitation`} target="_blank" rel="noopener">${t("Look at the invitation")}</a>`,
      })}</p>
      <${WorkingOn} host=${host} item="texts/invitation" mine=${edits.isChanged} />
      <${EditsForm} edits=${edits} onSave=${() => save(asArgs(invitation, edits.changed), t("Saved. The invitation shows it."))} save=${t("Save the invitation")}>
        ${FIELDS.map(([key, more]) => html`<${Field} key=${key} id=${`invitation-${key}`} wide maxlength=${LIMITS.line} autocomplete="off" ...${more}
          error=${key === "map_link" && error} value=${edits.value(key)} onInput=${text => edits.set(key, text)} />`)}
        <div class="field--wide"><${Tick} id="invitation-planning" label=${t("Ask who plans to come")} checked=${edits.value("planning")} onChange=${value => edits.set("planning", value)}
          hint=${t("Until the opening, people can say so without an account, and tell you what they need. Topics wait for the day; evidence can be brought.")} /></div>
        ${edits.value("planning") && html`<${Field} id="invitation-places" wide label=${t("Places")} inputmode="numeric" autocomplete="off" hint=${t("Empty: as many as come. When they are taken, there is a waiting list.")}
          value=${edits.value("places")} onInput=${text => edits.set("places", text)} />`}
      <//>
    </section>`
}

/** @param {any} invitation @param {any} changed */
function asArgs(invitation, { planning, places, ...texts }) {
  return {
    ...(Object.keys(texts).length && { invitation: { ...invitation, ...texts } }),
    ...(planning !== undefined && { planning }),
    ...(places !== undefined && { places: Math.round(Number(places)) || 0 }),
  }
}
