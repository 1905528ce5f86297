// The news of the day: to read out, to show on the wall, to print; and that it was told.
import { html, useState } from "../core/html.js"
import { t } from "../core/language.js"
import { createNews, headingOf, newsGroups, nothingIn } from "../core/news_of_the_day.js"
import { ShowOnWall } from "./wall_view.js"

/**
 * Over several days, on “Now”. Under “Wall” there is a way to it in any gathering.
 *
 * @param {Props} props
 */
export function NewsOfTheDay({ host }) {
  const { days, about } = host.g
  if (days.value.length < 2) return null
  return html`
    <section class="paper" aria-labelledby="day-news-title">
      <h2 id="day-news-title">${t("News of the day")}</h2>
      <p class="soft">${t("What is new, moved or gone on the wall since you told it last: for the morning, or the evening.")}</p>
      <div class="row">
        <button class="button button--quiet" onClick=${() => host.open("news")}>${t("See the news of the day")}</button>
        ${about.value.wall_view === "news" && html`<${ShowOnWall} host=${host} view="news" />`}
      </div>
    </section>`
}

/** @param {Props} props */
export function NewsSheet({ host }) {
  const { g, code } = host
  const [{ news }] = useState(() => createNews(g, code, () => host.sheet.value?.name === "news"))
  const found = news.value
  const title = html`<h2 id="sheet-title">${headingOf(g, found)}</h2>`
  if (!found) return html`${title}<p class="soft" aria-busy="true">${t("Loading…")}</p>`
  const groups = newsGroups(g, found)
  return html`
    ${title}
    ${groups.map(({ key, heading, items }) => html`<section key=${key} aria-labelledby=${`news-${key}`}>
      <h3 id=${`news-${key}`}>${heading}</h3>
      <ul class="rows shifts">${items.map(one => html`<li key=${one.id} class=${one.colour === undefined ? "setrow" : `setrow slot-${one.colour}`}>
        <div class="setrow__line"><span class="code">${one.code}</span>
          <span class="setrow__text"><b dir="auto">${one.title}</b> <span class="soft">${one.foot}</span></span></div></li>`)}</ul>
    </section>`)}
    ${!groups.length && html`<p>${nothingIn(found)}</p>`}
    <div class="row">
      <${ShowOnWall} host=${host} view="news" />
      <a class="button button--quiet" href=${`/${code}/paper/news`} target="_blank" rel="noopener">${t("Print it")}</a>
      <a class="button button--quiet" href=${`/${code}/news-of-the-day.txt`} target="_blank" rel="noopener">${t("As a text")}</a>
    </div>
    <${Told} host=${host} isFirst=${!found.since} />`
}

/** @param {Props} props */
function Told({ host, isFirst }) {
  const tell = async () => {
    const isSure = isFirst || await host.confirm({
      title: t("Is it told?"), text: t("The next news is what changes from now on. What is listed now is not listed again."), yes: t("It is told"),
    })
    if (isSure) host.send("tell_news", {}, t("From now on, what changes on the wall is news."))
  }
  return html`<div class="row">
    <button class="button" onClick=${tell}>${isFirst ? t("Begin here") : t("It is told")}</button>
    <p class="hint">${isFirst ? t("What changes on the wall from now on is news.") : t("After you have read it out.")}</p>
  </div>`
}
