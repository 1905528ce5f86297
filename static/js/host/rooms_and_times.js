// What was set up, changed while the gathering runs.
import { html } from "../core/html.js"
import { Rooms } from "./rooms.js"
import { Slots } from "./slots.js"
import { Texts } from "./texts.js"
import { HostKey } from "./host_key.js"
import { Keeping } from "./keeping.js"
import { DeleteGathering } from "./delete_gathering.js"

/** @param {Props} props */
export function RoomsAndTimes({ host }) {
  return html`
    <div class="columns">
      <div class="column"><${Rooms} host=${host} /><${Slots} host=${host} /><${HostKey} host=${host} /><${Keeping} host=${host} /></div>
      <div class="column"><${Texts} host=${host} /><${DeleteGathering} host=${host} /></div>
    </div>`
}
