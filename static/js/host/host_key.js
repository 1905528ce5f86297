// A new host key: for a second device, or because the old one was seen.
import { html, useState } from "../html.js"
import { CopyField } from "../setup/copy_field.js"
import { Qr } from "../setup/qr.js"

export function HostKey({ desk }) {
  const [fresh, setFresh] = useState(null)
  const rotate = async () => {
    const sure = await desk.confirm({
      title: "Replace the host key?",
      text: "The old host link ends at once, on every device but this browser. The new one is shown once: take it along.",
      yes: "Replace it", danger: true,
    })
    if (!sure) return
    const response = await fetch(`/api/${desk.code}/host/rotate?as=host`, {
      method: "POST", headers: desk.token ? { Authorization: `Bearer ${desk.token}` } : {},
    }).catch(() => null)
    const answer = await response?.json().catch(() => null)
    if (!answer?.host_key) return desk.say(answer?.error?.message ?? "The server cannot be reached just now.", "warn")
    setFresh(answer)
  }
  return html`
    <section class="paper" aria-labelledby="key-title">
      <h2 id="key-title">Host key</h2>
      ${fresh ? html`
        <p><strong>The new host link, shown only now.</strong></p>
        <${CopyField} id="new-host-link" label="Host link" text=${fresh.host_url} />
        <${Qr} text=${fresh.host_url} label="the new host link" />
        <p class="soft">This browser goes on as it is.</p>`
      : html`
        <p class="soft">A second facilitator, another device, or a link that too many have seen: make a new one.</p>
        <p><button class="button button--quiet" onClick=${rotate}>Replace the host key</button></p>`}
    </section>`
}
