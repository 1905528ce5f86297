// Who is host: a link for one more device, a new key that ends the others, and signing out this browser.
import { call } from "../core/api.js"
import { html, useState } from "../core/html.js"
import { t } from "../core/language.js"
import { forget, keysOf } from "../core/storage.js"
import { sentenceOf } from "../core/refusals.js"
import { CopyField } from "../ui/copy_field.js"
import { Qr } from "../ui/qr.js"
import { DeviceName } from "./also_here.js"

/** @param {Props} props */
export function HostKey({ host }) {
  const [link, setLink] = useState(null)
  const [fresh, setFresh] = useState(null)
  const post = async path => {
    const { body, error } = await call(`/api/${host.code}/host/${path}`, { method: "POST", as: "host", token: host.token })
    if (body && !error) return body
    host.notify(sentenceOf(error), "warn")
    return null
  }
  const invite = async () => setLink(await post("pass"))
  const rotate = async () => {
    const sure = await host.confirm({
      title: "Replace the host key?",
      text: "The old key stops working at once, on every device but this browser. The new one is shown once: copy it.",
      yes: "Replace it", danger: true,
    })
    if (!sure) return
    setLink(null)
    setFresh(await post("rotate"))
  }
  const signOut = async () => {
    const sure = await host.confirm({
      title: "Sign out this browser?",
      text: "You need the host key to come back, or a link from another device that is host. Other devices stay host: "
        + "to end those, replace the host key.",
      yes: "Sign out",
    })
    if (!sure || !await post("sign_out")) return
    for (const key of keysOf("")) {
      const parts = key.split(".")
      if (parts.includes(host.code) && parts.includes("host")) forget(key)
    }
    location.replace(`/${host.code}/host`)
  }
  return html`
    <section class="paper" aria-labelledby="key-title">
      <h3 id="key-title">Host key</h3>
      ${fresh && html`
        <p><strong>The new host key, shown only now.</strong> Any other browser asks for it at ${host.base}/${host.code}/host.</p>
        <${CopyField} id="new-host-key" label="New host key" text=${fresh.host_key} />`}
      ${link ? html`
        <p>Anyone who opens this link becomes a host. It works <strong>once, in the next ${link.minutes} minutes</strong>: keep it off the projector.</p>
        <${CopyField} id="host-link" label="Link for one more device" text=${link.host_url} />
        <${Qr} text=${link.host_url} label="the host page, on one more device" />`
      : html`<p class="soft">A second facilitator, or your own phone:</p>`}
      <p class="row">
        <button class="button button--quiet" onClick=${invite}>${link ? "Another link" : "Be host on another device"}</button>
        <button class="button button--quiet" onClick=${rotate}>Replace the host key</button>
        <button class="button button--quiet" onClick=${signOut}>Sign out this browser</button>
      </p>
      <${DeviceName} host=${host} />
      <p><a href=${`/${host.code}/host-log`}>${t("What hosts did, and on which device")}</a></p>
    </section>`
}
