// The ways to everything else: the wall, the doors, paper, the book.
import { html } from "../core/html.js"
import { isLoopback } from "../core/address.js"
import { t } from "../core/language.js"
import { Qr } from "../ui/qr.js"

/** @param {Props} props */
export function Links({ host }) {
  const { code, base, g } = host
  const join = `${base}/${code}`
  const show = (title, path) => () => host.open("qr", { title, url: base + path })
  return html`
    <section class="paper" aria-labelledby="links-title">
      <h2 id="links-title">${t("Links and QR codes")}</h2>
      <div class="join">
        <button class="join__qr" onClick=${show(t("Join"), `/${code}`)} aria-label=${t("Show the QR code to join, large")}>
          <${Qr} text=${join} label=${t("join")} /></button>
        <div>
          <p class="soft">${t("Scan to join, or type at {address}", { address: html`<b class="address">${new URL(base).host}</b>` })}</p>
          <p class="join__code">${code}</p>
        </div>
      </div>
      ${isLoopback(base) && html`<p class="banner banner--warn">${t("These addresses work on this computer only. Phones cannot reach them: start the server with --host 0.0.0.0, or with --public-url.")}</p>`}
      <ul class="links">
        <${Way} label=${t("Wall")} note=${t("for the projector")} path=${`/${code}/wall`} show=${show} />
        <${Way} label=${t("Phone view")} note=${t("what attendees see")} path=${`/${code}`} show=${show} />
        <${Way} label=${t("Invitation")} note=${t("to send, print or put into a calendar")} path=${`/${code}/invitation`} show=${show} />
        <${Way} label=${t("Agenda")} note=${t("plain, without script")} path=${`/${code}/agenda`} show=${show} />
        <${Way} label=${t("QR sheet")} note=${t("to print and hang up")} path=${`/${code}/paper/qr`} show=${show} />
        <${Way} label=${t("Paper")} note=${t("wall, cards, forms, doors, a day without a phone")} path=${`/${code}/paper/`} show=${show} />
        <${Way} label=${t("Paper in large print")} note=${t("the same in 18 points")} path=${`/${code}/paper/?print=large`} show=${show} />
        <${Way} label=${t("Type paper in")} note=${t("topics, reports, names, with the keyboard")} path=${`/${code}/type`} show=${show} />
        <${Way} label=${t("Proceedings")} note=${t("what there is so far")} path=${`/${code}/proceedings`} show=${show} />
        <${Way} label=${t("Is everything ready?")} note=${t("a test of server, Wi-Fi and phones")} path="/selftest" show=${show} />
      </ul>
      <details class="doors">
        <summary>${t("A screen for each door")}</summary>
        <ul class="links">
          ${g.rooms.value.map(room => html`
            <${Way} key=${room.id} label=${`${room.letter} · ${room.name}`} path=${`/${code}/rooms/${room.letter}`}
              show=${show} />`)}
        </ul>
      </details>
    </section>`
}

function Way({ label, note, path, show }) {
  return html`
    <li class="way">
      <a href=${path} target="_blank" rel="noopener">${label}</a>
      <span class="soft">${note}</span>
      <button class="button button--quiet" onClick=${show(label, path)} aria-label=${t("QR code: {page}", { page: label })}>${t("QR")}</button>
    </li>`
}
