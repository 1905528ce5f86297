// "Your gathering is open": the links to take along, and the host's key, shown here and nowhere else.
import { html, useEffect, useRef } from "../core/html.js"
import { isLoopback } from "../core/address.js"
import { t } from "../core/language.js"
import { CopyField } from "../ui/copy_field.js"
import { Qr } from "../ui/qr.js"

export function Opened({ opened, again }) {
  const heading = useRef(null)
  useEffect(() => {
    heading.current.focus()
    scrollTo(0, 0)
  }, [])
  return html`
    <main id="main" class="sheet-page opened">
      <h1 ref=${heading} tabindex="-1">${t("Your gathering is open")}</h1>
      <p class="lead">${opened.title}</p>
      <section class="paper secret" aria-labelledby="secret-title">
        <h2 id="secret-title">${t("You are the host here")}</h2>
        <p>${t("This browser can run the gathering. Any other device needs this key.")}${" "}
          <strong>${t("You will not see it again: copy it.")}</strong> ${t("Anyone who has it can do what you can: change the phase, ring the bell, help at the wall.")}</p>
        <div class="secret__body">
          <div class="stack">
            <${CopyField} id="host-key" label=${t("Host key")} text=${opened.host_key} />
            <div class="row no-print">
              <a class="button" href=${`/${opened.code}/host`}>${t("Go to the host page")}</a>
              <button type="button" class="button button--quiet" onClick=${() => print()}>${t("Print this page")}</button>
            </div>
          </div>
          <figure class="no-print"><${Qr} text=${opened.host_url} label=${t("the host page, on one more device")} />
            <figcaption>${t("For your second device: it works once")}</figcaption></figure>
        </div>
      </section>
      ${isLoopback(opened.join_url) && html`<p class="banner banner--warn">${t("These addresses work on this computer only. Phones cannot reach them: start the server with --host 0.0.0.0, or with --public-url.")}</p>`}
      <section class="paper" aria-labelledby="join-title">
        <h2 id="join-title">${t("For everybody")}</h2>
        <div class="secret__body">
          <div class="stack">
            <p>${t("People scan this, or type the code at {address}.", { address: html`<strong>${new URL(opened.join_url).host}</strong>` })}</p>
            <p class="opened__code">${opened.code}</p>
            <${CopyField} id="join-link" label=${t("Link to join")} text=${opened.join_url} />
            <${CopyField} id="wall-link" label=${t("Wall, for the projector")} text=${opened.wall_url} />
            <p class="row no-print">
              <a class="button button--quiet" href=${here(opened.wall_url)} target="_blank" rel="noopener">${t("Open the wall")}</a>
              <a class="button button--quiet" href="/selftest" target="_blank" rel="noopener">${t("Test it with a phone")}</a>
            </p>
          </div>
          <figure><${Qr} text=${opened.join_url} label=${t("the link to join")} size="large" /></figure>
        </div>
      </section>
      <p class="no-print"><button type="button" class="button button--quiet" onClick=${again}>
        ${t("Set up another gathering")}</button></p>
    </main>`
}

/** The same page at the address this browser is at: on the laptop itself the other may not be reachable. */
function here(url) {
  return new URL(url).pathname
}
