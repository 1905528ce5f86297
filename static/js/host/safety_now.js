// The first minute: pause everybody, see what came last, and hide all that came since a moment.
import { html } from "../core/html.js"
import { timeOf } from "../core/clock.js"
import { NOTE_NAMES } from "../core/vocabulary.js"

const LATEST = 40

/** @param {Props} props */
export function Writing({ host }) {
  const isPaused = host.g.about.value.writing === "host"
  const since = () => host.open("since")
  return html`
    <section class="paper" aria-labelledby="writing-title">
      <h2 id="writing-title">Right now</h2>
      ${isPaused ? html`<${Paused} host=${host} />`
        : html`<p class="soft">Everybody can write. While it is paused, only you can: phones keep what people type and send it later.</p>`}
      <div class="row">
        ${!isPaused && html`<button class="button" onClick=${() => pause(host, "host")}>Pause writing for everybody</button>`}
        <button class="button button--quiet" onClick=${since}>Hide everything since…</button>
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
      <span><strong>Writing is paused.</strong> Only you can write.</span>
      <button class="button" onClick=${() => pause(host, "open")}>Let everybody write again</button>
    </div>`
}

function pause(host, writing) {
  host.send("set_writing", { writing }, writing === "host" ? "Paused. Nobody loses what they typed." : "Everybody can write again.")
}

/**
 * Topics and notes, the newest first: a tap leads to what can be done about one.
 *
 * @param {Props} props
 */
export function Latest({ host }) {
  const items = latest(host.g)
  return html`
    <section class="paper" aria-labelledby="latest-title">
      <h2 id="latest-title">What came last</h2>
      ${!items.length && html`<p class="soft">Nothing yet. Topics and notes appear here as they are written.</p>`}
      <ul class="entries">
        ${items.slice(0, LATEST).map(item => html`
          <li class="entry" key=${item.row.id + item.table}>
            <span class="soft">${timeOf(item.row.at, host.g.about.value)}</span>
            <span class="entry__text entry__text--short">${item.text}${" "}<span class="soft">${item.kind}</span></span>
            <button class="button button--quiet" aria-label=${`Hide… ${item.text}`} onClick=${() => act(host, item)}>Hide…</button>
          </li>`)}
      </ul>
    </section>`
}

export function act(host, { table, row }) {
  host.open("act", { [table === "topics" ? "topic" : "note"]: row.id })
}

function latest(g) {
  const topics = [...g.tables.topics.value.values()].filter(topic => !topic.hidden && !topic.withdrawn)
  const notes = [...g.tables.notes.value.values()].filter(note => !note.hidden)
  return [...topics.map(row => asItem("topics", row)), ...notes.map(row => asItem("notes", row))]
    .sort((a, b) => (a.row.at < b.row.at ? 1 : -1))
}

/** `{table, row, text, kind}` of a topic or a note, to be listed. */
export function asItem(table, row) {
  if (table === "topics") return { table, row, text: row.title, kind: "Topic" }
  return { table, row, text: row.text || row.alt || row.url || "A photo", kind: NOTE_NAMES[row.kind] ?? row.kind }
}
