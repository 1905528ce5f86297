// Who is host: a link for one more device, a new key that ends the others, and signing out this browser.
import { call } from "../core/api.js"
import { html, useState } from "../core/html.js"
import { t, tn } from "../core/language.js"
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
      title: t("Replace the host key?"),
      text: t("The old key stops working at once, on every device but this browser. The new one is shown once: copy it."),
      yes: t("Replace it"), danger: true,
    })
    if (!sure) return
    setLink(null)
    setFresh(await post("rotate"))
  }
  const signOut = async () => {
    const sure = await host.confirm({
      title: t("Sign out this browser?"),
      text: t("You need the host key to come back, or a link from another device that is host. Other devices stay host: to end those, replace the host key."),
      yes: t("Sign out"),
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
      <h3 id="key-title">${t("Host key")}</h3>
      ${fresh && html`
        <p><strong>${t("The new host key, shown only now.")}</strong> ${t("Any other browser asks for it at {address}.", { address: `${host.base}/${host.code}/host` })}</p>
        <${CopyField} id="new-host-key" label=${t("New host key")} text=${fresh.host_key} />`}
      ${link ? html`
        <p>${t("Anyone who opens this link becomes a host. It works {once}: keep it off the projector.", {
          once: html`<strong>${tn("once, in the next minute", "once, in the next {n} minutes", link.minutes)}</strong>`,
        })}</p>
        <${CopyField} id="host-link" label=${t("Link for one more device")} text=${link.host_url} />
        <${Qr} text=${link.host_url} label=${t("the host page, on one more device")} />`
      : html`<p class="soft">${t("A second facilitator, or your own phone:")}</p>`}
      <p class="row">
        <button class="button button--quiet" onClick=${invite}>${link ? t("Another link") : t("Be host on another device")}</button>
        <button class="button button--quiet" onClick=${rotate}>${t("Replace the host key")}</button>
        <button class="button button--quiet" onClick=${signOut}>${t("Sign out this browser")}</button>
      </p>
      <${DeviceName} host=${host} />
      ${host.page.second_factor && html`<p><a href=${`/${host.code}/host/factor`}>${t("Second factors and recovery codes")}</a></p>`}
      <p><a href=${`/${host.code}/host-log`}>${t("What hosts did, and on which device")}</a></p>
    </section>`
}
