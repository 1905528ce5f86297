// What stays while sections change: the title, the connection status, the tabs, the toast.
import { html, useEffect } from "../core/html.js"
import { refused } from "../core/storage.js"
import { TABS } from "./host.js"
import { OpenSheet } from "./sheet.js"
import { Now } from "./now.js"
import { Wall } from "./wall.js"
import { Harvest } from "./harvest.js"
import { Safety, toLookAt } from "./safety.js"
import { Paused } from "./safety_now.js"
import { Book } from "./book.js"
import { RoomsAndTimes } from "./rooms_and_times.js"

const SECTIONS = { now: Now, wall: Wall, safety: Safety, harvest: Harvest, book: Book, rooms: RoomsAndTimes }
const STATUS = { live: "Connected", connecting: "Connecting…", offline: "Offline" }

/** @param {Props} props */
export function Frame({ host }) {
  const tab = host.tab.value
  const Section = SECTIONS[tab]
  const { title } = host.g.about.value
  useEffect(() => { document.title = `Host · ${title}` }, [title])
  return html`
    <header class="top">
      <div class="top__line">
        <h1 class="top__title">${title}</h1>
        <${Status} host=${host} />
      </div>
      <nav class="tabs" aria-label="Sections">
        ${TABS.map(([name, label]) => html`
          <a key=${name} href=${`#${name}`} class="tabs__tab" aria-current=${tab === name ? "page" : undefined}
            onClick=${event => { event.preventDefault(); host.go(name) }}>${label}${name === "safety" && html`<${ToLookAt} g=${host.g} />`}</a>`)}
      </nav>
    </header>
    <main id="main" class=${`section section--${tab}`}>
      ${tab !== "safety" && html`<${Paused} host=${host} />`}
      <${Section} host=${host} />
    </main>
    <div class="foot">
      <${Toast} host=${host} />
      <${Unsaved} host=${host} />
    </div>
    <${OpenSheet} host=${host} />`
}

/**
 * How many things wait for the host's eye.
 *
 * @param {Props} props
 */
function ToLookAt({ g }) {
  const count = toLookAt(g)
  return count > 0 && html`<span class="tabs__count">${count}<span class="visually-hidden"> to look at</span></span>`
}

/** @param {Props} props */
function Status({ host }) {
  const status = host.connection.status.value
  const here = host.here.value
  return html`
    <p class=${`live live--${status}`} role="status">
      <span class="live__dot" aria-hidden="true"></span>
      <span class=${status === "live" ? "live__quiet" : ""}>${STATUS[status]}</span>
      ${status === "live" && here > 0 && html`<span>${here} here</span>`}
    </p>`
}

/** @param {Props} props */
function Toast({ host }) {
  const toast = host.toast.value
  return html`
    <div role="status" aria-live="polite">
      ${toast && html`
        <p class=${`banner said ${toast.tone === "warn" ? "banner--warn" : ""}`}>
          <span>${toast.text}</span>
          <button class="button button--quiet said__close" aria-label="Close this message"
            onClick=${() => host.notify("")}>✕</button>
        </p>`}
    </div>`
}

/** @param {Props} props */
function Unsaved({ host }) {
  const { waiting, late } = host.outbox
  const offline = host.connection.status.value === "offline"
  const show = (offline || late.value) && (waiting.value.length > 0 || offline)
  return html`
    <div role="status" aria-live="polite">
      ${show && html`
        <p class="banner banner--warn">
          <strong>${waiting.value.length ? "Not saved yet." : "You’re offline."}</strong>
          <span>${waiting.value.length ? "It is kept here and sent again until it arrives."
            : "You see the gathering as it last was. What you do is kept and sent later."}
            ${refused.value && " Keep this page open: this browser stores nothing."}</span>
        </p>`}
      ${host.outbox.refusals.value.map(refusal => html`
        <p class="banner banner--warn said" key=${refusal.id}>
          <span>Something from before was not taken: ${refusal.error?.message}</span>
          <button class="button button--quiet said__close" aria-label="Close this message"
            onClick=${() => host.outbox.dismiss(refusal.id)}>✕</button>
        </p>`)}
    </div>`
}
