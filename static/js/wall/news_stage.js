// The pages of the news of the day on the wall.
import { computed } from "../core/html.js"
import { createNews, newsGroups } from "../core/news_of_the_day.js"
import { COLUMNS } from "./news.js"
import { createPaging } from "./paging.js"
import { fill, roomFor } from "./statement_pages.js"

/**
 * `isWanted()`: whether the wall shows it, by signals. `colours`: a signal of item → the colour of its time slot.
 *
 * @param {Gathering} g
 */
export function createNewsStage(g, code, isWanted) {
  const { news } = createNews(g, code, isWanted)
  const found = computed(() => (news.value ? newsGroups(g, news.value) : []))
  const groups = computed(() => found.value.map(({ key, heading, items }) => ({
    key, heading, items: items.map(({ id, code: of, title, foot }) => ({ id, text: [of, title].filter(Boolean).join(" "), foot })),
  })))
  const colours = computed(() => new Map(found.value.flatMap(({ items }) => items.flatMap(({ id, colour }) => (colour === undefined ? [] : [[id, colour]])))))
  const deal = room => {
    if (room.height < room.text * 4) return []
    const columns = groups.value.flatMap(group => fill(group, roomFor(room)))
    return Array.from({ length: Math.ceil(columns.length / COLUMNS) }, (_, nth) => columns.slice(nth * COLUMNS, (nth + 1) * COLUMNS))
  }
  return { ...createPaging({ deal }), news, colours }
}
