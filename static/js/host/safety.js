// Safety: what the host can do at once about harm, without learning who somebody is.
import { html } from "../core/html.js"
import { Doors, Limits } from "./safety_doors.js"
import { Conveners, Hidden, PausedPhones, ReportedNames, Waiting } from "./safety_lists.js"
import { Latest, Writing } from "./safety_now.js"

/** @param {Props} props */
export function Safety({ desk }) {
  return html`
    <div class="columns">
      <div class="column">
        <${Writing} desk=${desk} />
        <${ReportedNames} desk=${desk} />
        <${Waiting} desk=${desk} />
        <${Latest} desk=${desk} />
      </div>
      <div class="column">
        <${Hidden} desk=${desk} />
        <${PausedPhones} desk=${desk} />
        <${Conveners} desk=${desk} />
        <${Doors} desk=${desk} />
        <${Limits} desk=${desk} />
      </div>
    </div>`
}

/** How many things wait for the host: reports of names, and topics to be shown. */
export function toLookAt(g) {
  return new Set([...g.tables.reports.value.values()].map(report => report.topic || report.note)).size + g.waiting.value.length
}
