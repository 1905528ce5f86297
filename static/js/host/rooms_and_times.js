// What was set up, changed while the gathering runs.
import { html } from "../core/html.js"
import { Rooms } from "./rooms.js"
import { Slots } from "./slots.js"
import { Texts } from "./texts.js"
import { HostKey } from "./host_key.js"
import { Keeping } from "./keeping.js"
import { DeleteGathering } from "./delete_gathering.js"

/** @param {Props} props */
export function RoomsAndTimes({ desk }) {
  return html`
    <div class="columns">
      <div class="column"><${Rooms} desk=${desk} /><${Slots} desk=${desk} /><${HostKey} desk=${desk} /><${Keeping} desk=${desk} /></div>
      <div class="column"><${Texts} desk=${desk} /><${DeleteGathering} desk=${desk} /></div>
    </div>`
}
