// What is hidden, paused, reported or waiting, each with its way back.
import { itemNamed, NOUNS } from "../core/items.js"
import { html } from "../core/html.js"
import { named } from "../ui/card.js"
import { newestFirst } from "../core/gathering.js"
import { timeOf } from "../core/clock.js"
import { ItemText } from "./item_text.js"
import { argumentIn, argumentOf, itemIn, itemsOf, quoted } from "./items.js"
import { act } from "./safety_now.js"

/**
 * Everything hidden: what one act hid together is one entry.
 *
 * @param {Props} props
 */
export function Hidden({ host }) {
  const acts = hiddenActs(host.g)
  return html`
    <section class="paper" aria-labelledby="hidden-title">
      <h2 id="hidden-title">Hidden</h2>
      ${!acts.length && html`<p class="soft">Nothing is hidden.</p>`}
      <ul class="entries">
        ${acts.map(items => (items.length > 1
          ? html`<${HiddenTogether} key=${items[0].row.hidden_with} host=${host} items=${items} />`
          : html`<${HiddenItem} key=${items[0].row.id} host=${host} item=${items[0]} />`))}
      </ul>
    </section>`
}

/** @param {Props} props */
function HiddenTogether({ host, items }) {
  const { row } = items[0]
  const [name, at] = row.hidden_with.split(" ")
  const what = name === "flood" ? "A flood" : `Everything since ${timeOf(at, host.g.about.value)}`
  const undo = () => (name === "flood"
    ? host.send("hide_all_by", { ...argumentOf(items[0]), hidden: false }, "Shown again. Topics have no place now.")
    : host.send("hide_since", { at, hidden: false }, "Shown again. Topics have no place now."))
  return html`
    <li class="hidden-act">
      <div class="entry">
        <span class="entry__text"><b>${what}: ${items.length}</b><${Reason} row=${row} /></span>
        <button class="button button--quiet" aria-label=${`Show all again: ${what}`} onClick=${undo}>Show all again</button>
      </div>
      <details class="away"><summary>One by one</summary>
        <ul class="entries">${items.map(item => html`<${HiddenItem} key=${item.row.id} host=${host} item=${item} />`)}</ul>
      </details>
    </li>`
}

/** @param {Props} props */
function HiddenItem({ host, item }) {
  const show = () => host.send(`hide_${NOUNS[item.table]}`, { ...argumentOf(item), hidden: false },
    item.table === "topics" ? "It is back, without a place." : "Shown again.")
  return html`
    <li class="entry">
      <${ItemText} host=${host} item=${item} photo><${Reason} row=${item.row} /><//>
      <button class="button button--quiet" aria-label=${`Show again: ${item.name}`} onClick=${show}>Show again</button>
    </li>`
}

function Reason({ row }) {
  return row.hidden_reason ? html`<span class="entry__more soft">Because: ${row.hidden_reason}</span>` : null
}

/** Groups of `{table, row, text, kind}`, the latest act first. */
function hiddenActs(g) {
  const items = itemsOf(g).filter(({ row }) => row.hidden)
  const acts = new Map()
  for (const item of items) {
    const key = item.row.hidden_with || item.table + item.row.id
    acts.set(key, [...(acts.get(key) ?? []), item])
  }
  return [...acts.values()].sort((a, b) => (a[0].row.at < b[0].row.at ? 1 : -1))
}

/** @param {Props} props */
export function PausedPhones({ host }) {
  const rests = newestFirst(host.g.tables.rests)
  if (!rests.length) return null
  return html`
    <section class="paper" aria-labelledby="rests-title">
      <h2 id="rests-title">Paused phones</h2>
      <p class="soft">They can read and take back, not write. Two of these may be the same phone; nobody can see that.</p>
      <ul class="entries">
        ${rests.map(rest => html`
          <li class="entry" key=${rest.id}>
            <span class="soft">${timeOf(rest.at, host.g.about.value)}</span>
            <span class="entry__text entry__text--short">Who wrote ${quoted(host.g, rest)}</span>
            <button class="button button--quiet" aria-label=${`Let them write: ${quoted(host.g, rest)}`}
              onClick=${() => host.send("rest_author", { ...argumentIn(rest), rested: false }, "That pause is over.")}>Let them write</button>
          </li>`)}
      </ul>
    </section>`
}

/** @param {Props} props */
export function ReportedNames({ host }) {
  const reports = [...new Map(newestFirst(host.g.tables.reports).map(report => [itemNamed(report).id, report])).values()]
  if (!reports.length) return null
  const settle = (report, removed, done) => host.send("remove_name", { ...argumentIn(report), removed }, done)
  return html`
    <section class="paper" aria-labelledby="names-title">
      <h2 id="names-title">Names to look at</h2>
      <p class="soft">Somebody reported that a name should not be shown.</p>
      <ul class="entries">
        ${reports.map(report => {
          const names = namesOn(host.g, report)
          return html`
            <li class="entry entry--acts" key=${report.id}>
              <span class="entry__text entry__text--short"><b>${names || "No name any more"}</b><span class="entry__more">on ${quoted(host.g, report)}</span></span>
              <span class="entry__acts">
                <button class="button button--quiet" aria-label=${`Take it off: ${names}`} onClick=${() => settle(report, true, "The name is gone.")}>Take it off</button>
                <button class="button button--quiet" aria-label=${`Leave it: ${names}`} onClick=${() => settle(report, false, "The name stays.")}>Leave it</button>
              </span>
            </li>`
        })}
      </ul>
    </section>`
}

/** @param {Props} props */
export function Waiting({ host }) {
  const topics = host.g.waiting.value
  if (!topics.length) return null
  return html`
    <section class="paper" aria-labelledby="waiting-title">
      <h2 id="waiting-title">Waiting for you</h2>
      <p class="soft">Nobody else sees these topics until you show them.</p>
      <ul class="entries">
        ${topics.map(topic => html`
          <li class="entry entry--acts" key=${topic.id}>
            <span class="entry__text">${topic.title} <span class="soft">${named(topic.convener_name, topic.convener_typed) ?? ""}</span></span>
            <span class="entry__acts">
              <button class="button button--quiet" aria-label=${`Show it: ${topic.title}`}
                onClick=${() => host.send("approve_topic", { topic: topic.id }, "Everybody sees it now.")}>Show it</button>
              <button class="button button--quiet" aria-label=${`Hide… ${topic.title}`} onClick=${() => act(host, { table: "topics", row: topic })}>Hide…</button>
            </span>
          </li>`)}
      </ul>
    </section>`
}

/**
 * How often conveners write to each other: numbers, no texts, no names.
 *
 * @param {Props} props
 */
export function Conveners({ host }) {
  const byTopic = new Map()
  for (const notice of host.g.tables.notices.value.values()) {
    byTopic.set(notice.topic, [...(byTopic.get(notice.topic) ?? []), notice])
  }
  if (!byTopic.size) return null
  return html`
    <section class="paper" aria-labelledby="conveners-title">
      <h2 id="conveners-title">Between conveners</h2>
      <p class="soft">Who was asked to meet or to swap, and how often. There is no text in it, and nobody sees who asked.</p>
      <ul class="entries">
        ${[...byTopic].map(([topic, notices]) => html`
          <li class="entry" key=${topic}>
            <span class="entry__text entry__text--short">${quoted(host.g, { topic })}<span class="entry__more soft">${howMany(notices)}</span></span>
            <button class="button button--quiet" aria-label=${`Dismiss: ${quoted(host.g, { topic })}`}
              onClick=${() => host.send("dismiss_notices", { topic }, "Dismissed.")}>Dismiss</button>
          </li>`)}
      </ul>
    </section>`
}

function howMany(notices) {
  const times = kind => notices.filter(notice => notice.kind === kind).reduce((sum, notice) => sum + notice.times, 0)
  const [meet, swap] = [times("meet"), times("swap")]
  return [meet && `asked to meet: ${meet}`, swap && `asked to swap: ${swap}`].filter(Boolean).join(" · ")
}

function namesOn(g, report) {
  const { row } = itemIn(g, report) ?? { row: {} }
  return [row.convener_name, row.by_name, row.initiator_name, ...row.joined_names ?? []].filter(Boolean).join(", ")
}
