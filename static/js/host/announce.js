// The bell and the news: what reaches every screen at once.
import { html, useState } from "../core/html.js"
import { newestFirst } from "../core/gathering.js"
import { momentOf } from "../core/clock.js"
import { t } from "../core/language.js"
import { Field } from "../ui/field.js"
import { rangWith } from "./host.js"

const [FIRST, MOST] = [3, 12]
const CALLS = [t("Five minutes left"), t("Time to move on"), t("Back to the circle, please")]

/** @param {Props} props */
export function Bell({ host }) {
  const [text, setText] = useState("")
  const ring = async words => {
    const answer = await host.sendNow("ring_bell", words ? { text: words } : {}, rangWith(words), t("Not connected: the bell cannot ring just now."))
    if (answer.ok && words === text) setText("")
  }
  const submit = event => {
    event.preventDefault()
    ring(text.trim())
  }
  return html`
    <section class="paper" aria-labelledby="bell-title">
      <h2 id="bell-title">${t("Bell")}</h2>
      <form class="oneline" onSubmit=${submit}>
        <${Field} id="bell-text" label=${t("What it says, if anything")} value=${text} onInput=${setText} autocomplete="off" />
        <button class="button">${t("Ring")}</button>
      </form>
      <p class="row" role="group" aria-labelledby="calls-title">
        <span class="soft" id="calls-title">${t("Ring at once:")}</span>
        ${CALLS.map(call => html`
          <button type="button" class="chip" key=${call} onClick=${() => ring(call)}>${call}</button>`)}
      </p>
    </section>`
}

/** @param {Props} props */
export function News({ host }) {
  const [text, setText] = useState(host.recallDraft("news", ""))
  const { g } = host
  const latest = newestFirst(g.tables.news)
  const onWall = latest.find(item => item.kind === "news")
  const type = value => {
    setText(value)
    host.saveDraft("news", value)
  }
  const submit = async event => {
    event.preventDefault()
    if (!text.trim()) return
    // Emptied at once, since the outbox keeps it: a second press must not post it twice.
    type("")
    const answer = await host.send("post_news", { text: text.trim() }, t("The news is on every screen."))
    if (!answer.ok) type(text)
  }
  return html`
    <section class="paper" aria-labelledby="news-title">
      <h2 id="news-title">${t("News")}</h2>
      <form class="oneline" onSubmit=${submit}>
        <${Field} id="news-text" label=${t("For everybody")} value=${text} onInput=${type} autocomplete="off"
          placeholder=${t("Soup is served in the hall.")} />
        <button class="button" disabled=${!text.trim()}>${t("Post")}</button>
      </form>
      ${onWall && html`<p class="soft">${t("The newest one stays on the wall until you take it back. Then the one before it is shown again.")}</p>`}
      <${NewsList} host=${host} items=${latest.slice(0, FIRST)} onWall=${onWall} />
      ${latest.length > FIRST && html`<details class="more-ways"><summary>${t("Earlier news and bells")}</summary>
        <${NewsList} host=${host} items=${latest.slice(FIRST, MOST)} onWall=${onWall} /></details>`}
    </section>`
}

/** @param {Props} props */
function NewsList({ host, items, onWall }) {
  return items.length > 0 && html`
    <ul class="entries">
      ${items.map(item => html`
        <li key=${item.id} class="entry">
          <span class="soft">${momentOf(item.at, host.g.about.value)}</span>
          <span class="entry__text">${item === onWall && html`<b>${t("On the wall:")}</b> `}${item.kind === "bell" && html`<span class="soft">${t("Bell:")} </span>`}<bdi>${item.text}</bdi></span>
          <button class="button button--quiet" aria-label=${t("Take back: {text}", { text: item.text })}
            onClick=${() => host.send("retract_news", { news: item.id }, t("Taken back."))}>${t("Take back")}</button>
        </li>`)}
    </ul>`
}
