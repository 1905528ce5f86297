// Which notices a person has. Phone and front page count them alike.
import { newestFirst } from "./gathering.js"

/** Kinds that tell where a topic of mine is. */
const OF_PLACE = [
  "swapped", "joined", "parted", "moved", "moved_by_convener", "released", "released_by_convener", "room_folded", "room_removed", "slot_plenary", "slot_removed", "hidden", "shown",
]

/**
 * The notices, the newest first. Of those that tell where one topic is, only the newest; `all` has the ids of all of them.
 *
 * @param {Gathering} g
 */
export function latestNotices(g) {
  const byKey = new Map()
  for (const notice of newestFirst(g.tables.notices)) {
    const key = OF_PLACE.includes(notice.kind) ? `topic ${notice.topic}` : notice.id
    const newer = byKey.get(key)
    if (newer) newer.all.push(notice.id)
    else byKey.set(key, { ...notice, all: [notice.id] })
  }
  return [...byKey.values()]
}
