// What was set up, changed while the gathering runs: in sections.
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { AnnouncingSettings } from "./announcing.js"
import { BellSettings } from "./bell_settings.js"
import { ClosingSettings } from "./closing.js"
import { HelpSettings } from "./help.js"
import { HomeSettings } from "./home.js"
import { PapersSettings } from "./papers.js"
import { InvitationSettings } from "./invitation.js"
import { Rooms } from "./rooms.js"
import { Slots } from "./slots.js"
import { Texts } from "./texts.js"
import { HostKey } from "./host_key.js"
import { Keeping } from "./keeping.js"
import { Duplicate } from "./duplicate.js"
import { DeleteGathering } from "./delete_gathering.js"
import { WifiSettings } from "./wifi.js"

/** @param {Props} props */
export function Settings({ host }) {
  return html`
    <div class="settings">
      <section aria-labelledby="rooms-and-times">
        <h2 id="rooms-and-times">${t("Rooms and times")}</h2>
        <div class="columns">
          <div class="column"><${Rooms} host=${host} /><${HomeSettings} host=${host} /></div>
          <div class="column"><${Slots} host=${host} /><${BellSettings} host=${host} /></div>
        </div>
      </section>
      <section aria-labelledby="all-texts">
        <h2 id="all-texts">${t("Texts")}</h2>
        <div class="column"><${HelpSettings} host=${host} /><${WifiSettings} host=${host} /><${InvitationSettings} host=${host} /><${Texts} host=${host} /><${AnnouncingSettings} host=${host} /><${ClosingSettings} host=${host} /></div>
      </section>
      <section aria-labelledby="hosts-and-keeping">
        <h2 id="hosts-and-keeping">${t("Host key, and how long it is kept")}</h2>
        <div class="columns">
          <${HostKey} host=${host} />
          <div class="column"><${PapersSettings} host=${host} /><${Keeping} host=${host} /><${Duplicate} host=${host} /><${DeleteGathering} host=${host} /></div>
        </div>
      </section>
    </div>`
}
