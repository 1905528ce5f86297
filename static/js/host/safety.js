// Safety: what the host can do at once about harm, without learning who somebody is.
import { html } from "../core/html.js"
import { Doors, Limits } from "./safety_doors.js"
import { Conveners, Hidden, PausedPhones, ReportedNames, Waiting } from "./safety_lists.js"
import { Flagged } from "./safety_flags.js"
import { Latest, Writing } from "./safety_now.js"

/** @param {Props} props */
export function Safety({ host }) {
  return html`
    <div class="columns">
      <div class="column">
        <${Writing} host=${host} />
        <${Flagged} host=${host} />
        <${ReportedNames} host=${host} />
        <${Waiting} host=${host} />
        <${Latest} host=${host} />
      </div>
      <div class="column">
        <${Hidden} host=${host} />
        <${PausedPhones} host=${host} />
        <${Conveners} host=${host} />
        <${Doors} host=${host} />
        <${Limits} host=${host} />
      </div>
    </div>`
}
