// What the invitation says besides the gathering's texts: a page to send, to print and to put into a calendar.
import { html, useState } from "../core/html.js"
import { sentenceOf } from "../core/refusals.js"
import { LIMITS } from "../core/vocabulary.js"
import { Field, Tick } from "../ui/field.js"
import { WorkingOn } from "./also_here.js"
import { useEdits } from "./edits.js"

const FIELDS = [
  ["address", { label: "Address", rows: "2" }],
  ["map_link", { label: "Link to a map", inputmode: "url", hint: "From any map, beginning with https://. The page shows a link only." }],
  ["getting_there", { label: "How to get there", rows: "3", hint: "Bus, train, parking, which door." }],
  ["invited", { label: "Who is invited", rows: "2" }],
  ["step_free", { label: "Step-free access", hint: "For example: level entrance, lift to all rooms, accessible toilet." }],
  ["hearing_loop", { label: "Hearing loop" }],
  ["quiet_room", { label: "Quiet room" }],
  ["support", { label: "Support on the day", hint: "Who can be turned to, or what is offered." }],
]

/** @param {Props} props */
export function InvitationSettings({ host }) {
  const { invitation, planning, places } = host.g.about.value
  const edits = useEdits({ ...invitation, planning: Boolean(planning), places: String(places || "") })
  const [error, setError] = useState("")
  const save = async event => {
    event.preventDefault()
    const answer = await host.outbox.send("edit_gathering", asArgs(invitation, edits.changed))
    if (!answer.ok) return setError(sentenceOf(answer.error))
    setError("")
    edits.reset()
    host.notify("Saved. The invitation shows it.")
  }
  return html`
    <section class="paper" aria-labelledby="invitation-title">
      <h3 id="invitation-title">Invitation</h3>
      <p class="soft">Date, venue, theme and programme are in it already. <a href=${`/${host.code}/invitation`} target="_blank" rel="noopener">Look
        at the invitation</a>: it can be printed on one sheet, and has a calendar file and a text for e-mails.</p>
      <${WorkingOn} host=${host} item="texts/invitation" mine=${edits.isChanged} />
      <form class="setform" onSubmit=${save} noValidate>
        ${FIELDS.map(([key, more]) => html`<${Field} key=${key} id=${`invitation-${key}`} wide maxlength=${LIMITS.line} autocomplete="off" ...${more}
          error=${key === "map_link" && error} value=${edits.value(key)} onInput=${text => edits.set(key, text)} />`)}
        <div class="field--wide"><${Tick} id="invitation-planning" label="Ask who plans to come" checked=${edits.value("planning")} onChange=${value => edits.set("planning", value)}
          hint="Until the opening, people can say so without an account, and tell you what they need. Topics wait for the day; evidence can be brought." /></div>
        ${edits.value("planning") && html`<${Field} id="invitation-places" wide label="Places" inputmode="numeric" autocomplete="off" hint="Empty: as many as come. When they are taken, there is a waiting list."
          value=${edits.value("places")} onInput=${text => edits.set("places", text)} />`}
        <div class="row field--wide">
          <button class="button" disabled=${!edits.isChanged}>Save the invitation</button>
          ${edits.isChanged && html`<button type="button" class="button button--quiet" onClick=${edits.reset}>Undo what I typed</button>`}
        </div>
      </form>
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
