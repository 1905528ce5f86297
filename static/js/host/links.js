// The ways to everything else: the wall, the doors, paper, the book.
import { html } from "../core/html.js"
import { isLoopback } from "../core/address.js"
import { Qr } from "../ui/qr.js"

/** @param {Props} props */
export function Links({ host }) {
  const { code, base, g } = host
  const join = `${base}/${code}`
  const show = (title, path) => () => host.open("qr", { title, url: base + path })
  return html`
    <section class="paper" aria-labelledby="links-title">
      <h2 id="links-title">Links and QR codes</h2>
      <div class="join">
        <button class="join__qr" onClick=${show("Join", `/${code}`)} aria-label="Show the QR code to join, large">
          <${Qr} text=${join} label="join" /></button>
        <div>
          <p class="soft">Scan to join, or type at <b class="address">${new URL(base).host}</b></p>
          <p class="join__code">${code}</p>
        </div>
      </div>
      ${isLoopback(base) && html`<p class="banner banner--warn">These addresses work on this computer only. Phones cannot reach
        them: start the server with --host 0.0.0.0, or with --public-url.</p>`}
      <ul class="links">
        <${Way} label="Wall" note="for the projector" path=${`/${code}/wall`} show=${show} />
        <${Way} label="Phone view" note="what attendees see" path=${`/${code}`} show=${show} />
        <${Way} label="Invitation" note="to send, print or put into a calendar" path=${`/${code}/invitation`} show=${show} />
        <${Way} label="Agenda" note="plain, without script" path=${`/${code}/agenda`} show=${show} />
        <${Way} label="QR sheet" note="to print and hang up" path=${`/${code}/paper/qr`} show=${show} />
        <${Way} label="Paper" note="wall, cards, forms, doors, a day without a phone" path=${`/${code}/paper/`} show=${show} />
        <${Way} label="Paper in large print" note="the same in 18 points" path=${`/${code}/paper/?print=large`} show=${show} />
        <${Way} label="Type paper in" note="topics, reports, names, with the keyboard" path=${`/${code}/type`} show=${show} />
        <${Way} label="Proceedings" note="what there is so far" path=${`/${code}/proceedings`} show=${show} />
        <${Way} label="Is everything ready?" note="a test of server, Wi-Fi and phones" path="/selftest" show=${show} />
      </ul>
      <details class="doors">
        <summary>A screen for each door</summary>
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
      <button class="button button--quiet" onClick=${show(label, path)} aria-label=${`QR code: ${label}`}>QR</button>
    </li>`
}
