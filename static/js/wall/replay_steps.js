// In which order the replay shows sessions, and on which page of the wall.

/**
 * `ids` as the server orders them → the same, page after page: days fill one after the other.
 *
 * @param {string[]} ids
 * @param {any[]} pages
 * @param {ReadonlyMap<string, any>} sessions
 */
export function stepsOf(ids, pages, sessions) {
  const pageOf = id => pages.findIndex(page => holds(page, sessions.get(id)))
  return ids.filter(id => sessions.has(id)).map((id, at) => ({ id, at, page: pageOf(id) }))
    .sort((a, b) => a.page - b.page || a.at - b.at).map(({ id }) => id)
}

/** Whether the page has the session: in the grid, below it, or in a list of sessions elsewhere. */
export function holds(page, session) {
  if (!session) return false
  if (!session.room) return [...page.elsewhere ?? [], ...page.below ?? []].some(held => held.session.id === session.id)
  return page.rooms.some(room => room.id === session.room) && page.slots.some(slot => slot.id === session.slot)
}

/** A day that fits one page is shown on that page alone. */
export function wholeDays(pages) {
  const whole = new Set(pages.filter(page => page.whole).map(page => page.day.date))
  return pages.filter(page => page.whole || !whole.has(page.day.date))
}

/** `pages`, with the sessions elsewhere that are below the grid of their day. */
export function withBelow(pages) {
  const apart = new Set(pages.filter(page => page.elsewhere).map(page => page.day))
  return pages.map(page => apart.has(page.day) ? page : { ...page, below: page.day.elsewhere })
}
