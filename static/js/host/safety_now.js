// The first minute: pause everybody, see what came last, and hide all that came since a moment.
import { signsOf } from "../core/items.js"
import { html } from "../core/html.js"
import { timeOf } from "../core/clock.js"
import { t } from "../core/language.js"
import { ItemText } from "./item_text.js"
import { argumentOf, itemsOf } from "./items.js"

const LATEST = 40

/** @param {Props} props */
export function Writing({ host }) {
  const isPaused = host.g.about.value.writing === "host"
  const since = () => host.open("since")
  return html`
    <section class="paper" aria-labelledby="writing-title">
      <h2 id="writing-title">${t("Right now")}</h2>
      ${isPaused ? html`<${Paused} host=${host} />`
        : html`<p class="soft">${t("Everybody can write. While it is paused, only you can: phones keep what people type and send it later.")}</p>`}
      <div class="row">
        ${!isPaused && html`<button class="button" onClick=${() => pause(host, "host")}>${t("Pause writing for everybody")}</button>`}
        <button class="button button--quiet" onClick=${since}>${t("Hide everything since…")}</button>
      </div>
    </section>`
}

/**
 * Said on every section while it lasts.
 *
 * @param {Props} props
 */
export function Paused({ host }) {
  if (host.g.about.value.writing !== "host") return null
  return html`
    <div class="banner banner--warn paused" role="status">
      <span><strong>${t("Writing is paused.")}</strong> ${t("Only you can write.")}</span>
      <button class="button" onClick=${() => pause(host, "open")}>${t("Let everybody write again")}</button>
    </div>`
}

function pause(host, writing) {
  host.send("set_writing", { writing }, writing === "host" ? t("Paused. Nobody loses what they typed.") : t("Everybody can write again."))
}

/**
 * Topics, notes and evidence, the newest first: a tap leads to what can be done about one.
 *
 * @param {Props} props
 */
export function Latest({ host }) {
  const items = latest(host.g)
  return html`
    <section class="paper" aria-labelledby="latest-title">
      <h2 id="latest-title">${t("Newest")}</h2>
      ${!items.length && html`<p class="soft">${t("Nothing yet. Topics and notes appear here as they are written.")}</p>`}
      <ul class="entries">
        ${items.slice(0, LATEST).map(item => html`
          <li class="entry" key=${item.row.id + item.table}>
            <span class="soft">${timeOf(item.row.at, host.g.about.value)}</span>
            <${ItemText} host=${host} item=${item}>${signsOf(host.g, item.row).map(sign => html` · <b>${sign}</b>`)}<//>
            <button class="button button--quiet" aria-label=${t("Hide… {name}", { name: item.name })} onClick=${() => act(host, item)}>${t("Hide…")}</button>
          </li>`)}
      </ul>
    </section>`
}

export function act(host, item) {
  host.open("act", argumentOf(item))
}

function latest(g) {
  return itemsOf(g).filter(({ row }) => !row.hidden && !row.withdrawn).sort((a, b) => (a.row.at < b.row.at ? 1 : -1))
}
