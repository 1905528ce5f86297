import { stopClocks } from "./support/browser.js"
import assert from "node:assert/strict"
import { before, test } from "node:test"
import { createGathering } from "../../static/js/core/gathering.js"
import { headingOf, newsGroups, nothingIn } from "../../static/js/core/news_of_the_day.js"
import { change, state, topic } from "./support/rows.js"

before(() => stopClocks("2026-03-05T09:30:00Z"))

const NONE = { since: "2026-03-04T17:40:00+01:00", new: [], moved: [], elsewhere: [], joined: [], gone: [] }
const placed = { id: "x1", topic: "t1", room: "r1", slot: "s2", code: "2A" }

function gathering() {
  const sessions = [placed, { id: "x2", topic: "t2", room: "", slot: "", code: "X1", place: "The bench", starts_at: "2026-03-05T15:10:00+01:00", ends_at: null }]
  const topics = [topic("t1", { convener_name: "Kim", content_note: "loss" }), topic("t2"), topic("t3")]
  return createGathering(state({ tables: { topics, sessions } }))
}

test("each item has today's title, time and place, and its code before", () => {
  const news = {
    ...NONE, moved: [{ session: "x1", topic: "t1", code: "2A", was: "1A" }], elsewhere: [{ session: "x2", topic: "t2", code: "X1", was: "" }],
    gone: [{ was: "1B", topic: "t3" }, { was: "2B", topic: "" }],
  }

  assert.deepEqual(newsGroups(gathering(), news).map(({ heading, items }) => [heading, items.map(({ code, title, foot }) => [code, title, foot])]), [
    ["Moved", [["2A", "Topic t1", "before: 1A · 11:00 · Hall · Kim · content note: loss"]]],
    ["Elsewhere", [["X1", "Topic t2", "15:10 · The bench"]]],
    ["Without a place now", [["1B", "Topic t3", "waits beside the grid again"], ["2B", "", ""]]],
  ])
})

test("what was taken back since the news was fetched is not shown", () => {
  const g = gathering()
  const news = { ...NONE, new: [{ session: "x1", topic: "t1", code: "2A", was: "" }], gone: [{ was: "1B", topic: "t3" }] }
  g.apply({ since: 10, seq: 11, changes: [change(11, {}, { sessions: ["x1"], topics: ["t1", "t3"] })] })

  assert.deepEqual(newsGroups(g, news).map(({ items }) => items.map(({ code, title }) => [code, title])), [[["1B", ""]]])
})

test("nothing to tell is said calmly", () => {
  assert.equal(nothingIn(NONE), "Nothing has changed on the wall.")
  assert.equal(nothingIn({ ...NONE, since: null }), "There is no news yet: the wall is as you know it.")
  assert.equal(headingOf(gathering(), NONE), "News since Wed 4 Mar 17:40")
  assert.equal(headingOf(gathering(), null), "News of the day")
})
