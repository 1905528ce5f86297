// What is hidden, paused, reported or waiting, each with its way back.
import { itemNamed, NOUNS } from "../core/items.js"
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { withCommas } from "../core/lists.js"
import { named } from "../ui/card.js"
import { newestFirst } from "../core/gathering.js"
import { timeOf } from "../core/clock.js"
import { ItemText } from "./item_text.js"
import { argumentIn, argumentOf, itemIn, itemsOf, quoted } from "./items.js"
import { EraseHidden } from "./erase_hidden.js"
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
      <h2 id="hidden-title">${t("Hidden")}</h2>
      ${!acts.length && html`<p class="soft">${t("Nothing is hidden.")}</p>`}
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
  const what = name === "flood" ? t("A flood") : t("Everything since {time}", { time: timeOf(at, host.g.about.value) })
  const undo = () => (name === "flood"
    ? host.send("hide_all_by", { ...argumentOf(items[0]), hidden: false }, t("Shown again. Topics have no place now."))
    : host.send("hide_since", { at, hidden: false }, t("Shown again. Topics have no place now.")))
  return html`
    <li class="hidden-act">
      <div class="entry">
        <span class="entry__text"><b>${what}: ${items.length}</b><${Reason} row=${row} /></span>
        <button class="button button--quiet" aria-label=${t("Show all again: {what}", { what })} onClick=${undo}>${t("Show all again")}</button>
      </div>
      <details class="away"><summary>${t("One by one")}</summary>
        <ul class="entries">${items.map(item => html`<${HiddenItem} key=${item.row.id} host=${host} item=${item} />`)}</ul>
      </details>
    </li>`
}

/** @param {Props} props */
function HiddenItem({ host, item }) {
  const show = () => host.send(`hide_${NOUNS[item.table]}`, { ...argumentOf(item), hidden: false },
    item.table === "topics" ? t("It is back, without a place.") : t("Shown again."))
  return html`
    <li class="entry entry--acts">
      <${ItemText} host=${host} item=${item} photo><${Reason} row=${item.row} /><//>
      <span class="entry__acts">
        <button class="button button--quiet" aria-label=${t("Show again: {name}", { name: item.name })} onClick=${show}>${t("Show again")}</button>
        <${EraseHidden} host=${host} item=${item} />
      </span>
    </li>`
}

function Reason({ row }) {
  return row.hidden_reason ? html`<span class="entry__more soft">${t("Because: {reason}", { reason: row.hidden_reason })}</span>` : null
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
      <h2 id="rests-title">${t("Paused phones")}</h2>
      <p class="soft">${t("They can read and take back, not write. Two of these may be the same phone; nobody can see that.")}</p>
      <ul class="entries">
        ${rests.map(rest => html`
          <li class="entry" key=${rest.id}>
            <span class="soft">${timeOf(rest.at, host.g.about.value)}</span>
            <span class="entry__text entry__text--short">${t("Who wrote {item}", { item: quoted(host.g, rest) })}</span>
            <button class="button button--quiet" aria-label=${t("Let them write: {item}", { item: quoted(host.g, rest) })}
              onClick=${() => host.send("rest_author", { ...argumentIn(rest), rested: false }, t("That pause is over."))}>${t("Let them write")}</button>
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
      <h2 id="names-title">${t("Names to look at")}</h2>
      <p class="soft">${t("Somebody reported that a name should not be shown.")}</p>
      <ul class="entries">
        ${reports.map(report => {
          const names = namesOn(host.g, report)
          return html`
            <li class="entry entry--acts" key=${report.id}>
              <span class="entry__text entry__text--short"><b>${names || t("No name any more")}</b><span class="entry__more">${t("on {item}", { item: quoted(host.g, report) })}</span></span>
              <span class="entry__acts">
                <button class="button button--quiet" aria-label=${t("Take it off: {names}", { names })} onClick=${() => settle(report, true, t("The name is gone."))}>${t("Take it off")}</button>
                <button class="button button--quiet" aria-label=${t("Leave it: {names}", { names })} onClick=${() => settle(report, false, t("The name stays."))}>${t("Leave it")}</button>
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
      <h2 id="waiting-title">${t("Waiting for you")}</h2>
      <p class="soft">${t("Nobody else sees these topics until you show them.")}</p>
      <ul class="entries">
        ${topics.map(topic => html`
          <li class="entry entry--acts" key=${topic.id}>
            <span class="entry__text"><bdi>${topic.title}</bdi> <span class="soft">${named(topic.convener_name, topic.convener_typed) ?? ""}</span></span>
            <span class="entry__acts">
              <button class="button button--quiet" aria-label=${t("Show it: {title}", { title: topic.title })}
                onClick=${() => host.send("approve_topic", { topic: topic.id }, t("Everybody sees it now."))}>${t("Show it")}</button>
              <button class="button button--quiet" aria-label=${t("Hide… {name}", { name: topic.title })} onClick=${() => act(host, { table: "topics", row: topic })}>${t("Hide…")}</button>
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
      <h2 id="conveners-title">${t("Between conveners")}</h2>
      <p class="soft">${t("Who was asked to meet or to swap, and how often. There is no text in it, and nobody sees who asked.")}</p>
      <ul class="entries">
        ${[...byTopic].map(([topic, notices]) => html`
          <li class="entry" key=${topic}>
            <span class="entry__text entry__text--short">${quoted(host.g, { topic })}<span class="entry__more soft">${howMany(notices)}</span></span>
            <button class="button button--quiet" aria-label=${t("Dismiss: {item}", { item: quoted(host.g, { topic }) })}
              onClick=${() => host.send("dismiss_notices", { topic }, t("Dismissed."))}>${t("Dismiss")}</button>
          </li>`)}
      </ul>
    </section>`
}

function howMany(notices) {
  const times = kind => notices.filter(notice => notice.kind === kind).reduce((sum, notice) => sum + notice.times, 0)
  const [meet, swap] = [times("meet"), times("swap")]
  return [meet && t("asked to meet: {count}", { count: meet }), swap && t("asked to swap: {count}", { count: swap })].filter(Boolean).join(" · ")
}

function namesOn(g, report) {
  const { row } = itemIn(g, report) ?? { row: {} }
  return withCommas([row.convener_name, row.by_name, row.initiator_name, ...row.joined_names ?? []])
}
