// The news of the day: what is new, moved, elsewhere, joined or gone since the host told it. The server computes which; titles, times and
// places are those of today's rows, so that nothing is shown that was taken back meanwhile.
import { call } from "./api.js"
import { momentOf, timeOf, weekdayOf } from "./clock.js"
import { effect, signal, untracked } from "./html.js"
import { t, tc } from "./language.js"
import { withCommas } from "./lists.js"
import { colourOf, placeName, timesOf } from "./places.js"

const HEADINGS = { new: tc("in the news of the day", "New"), moved: tc("in the news of the day", "Moved"), elsewhere: t("Elsewhere"), joined: t("Together in one session"), gone: t("Without a place now") }
const SOON = 500

/**
 * `news` is a signal of `{since, new, moved, elsewhere, joined, gone}`, or null until it was fetched. While `isWanted()` is true, a function of
 * signals, it is fetched, and again when topics or sessions change.
 *
 * @param {Gathering} g
 * @param {string} code
 * @param {() => boolean} isWanted
 */
export function createNews(g, code, isWanted) {
  const news = signal(/** @type {any} */ (null))
  let timer = null
  effect(() => {
    const { sessions, topics } = g.tables
    // Which rows there are, and the time of the last news: the gathering's row changes when it is told.
    if (!isWanted() || !sessions.value || !topics.value || !g.about.value) return
    untracked(() => {
      clearTimeout(timer)
      timer = setTimeout(fetchNow, news.value ? SOON : 0)
    })
  })
  return { news, fetchNow }

  async function fetchNow() {
    const { ok, body } = await call(`/api/${code}/news-of-the-day`)
    if (ok) news.value = body
  }
}

/** "News since Tue 30 Mar 17:40". */
export function headingOf(g, news) {
  return news?.since ? t("News since {moment}", { moment: momentOf(news.since, g.about.value) }) : t("News of the day")
}

/** A sentence where there is nothing to tell. */
export function nothingIn(news) {
  return news.since ? t("Nothing has changed on the wall.") : t("There is no news yet: the wall is as you know it.")
}

/** `[{key, heading, items: [{id, code, colour, title, foot}…]}…]`, only those with an item. */
export function newsGroups(g, news) {
  return Object.entries(HEADINGS).map(([key, heading]) => ({
    key, heading, items: news[key].map(one => (key === "gone" ? gone(g, one) : changed(g, one))).filter(Boolean),
  })).filter(({ items }) => items.length)
}

function changed(g, { session: id, topic: topicId, was }) {
  const { sessions, topics } = g.tables
  const [session, topic] = [sessions.value.get(id), topics.value.get(topicId)]
  if (!session || !topic) return null
  const about = g.about.value
  const { starts_at } = timesOf(g, session)
  const other = topics.value.get(session.joined)
  const day = g.days.value.length > 1 ? `${weekdayOf(starts_at, about)} ` : ""
  const note = withCommas([topic, other].map(one => one?.content_note))
  const foot = [
    was && was !== session.code && t("before: {code}", { code: was }), day + timeOf(starts_at, about),
    placeName(g, session), topic.convener_name, note && t("content note: {note}", { note }),
  ]
  return {
    id, code: session.code, colour: colourOf(g, session), foot: foot.filter(Boolean).join(" · "),
    title: [topic, other].filter(Boolean).map(({ title }) => title).join(" + "),
  }
}

function gone(g, { was, topic: id }) {
  const topic = g.tables.topics.value.get(id)
  return { id: was, code: was, title: topic?.title ?? "", foot: topic ? t("waits beside the grid again") : "" }
}
