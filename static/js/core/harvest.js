// Sessions and their notes, counted as the book counts them: by session, not by topic.

/**
 * The sessions in the grid, by time and code.
 *
 * @param {Gathering} g
 */
export function sessionsInOrder(g) {
  const order = new Map(g.slots.value.map((slot, index) => [slot.id, index]))
  return [...g.cells.value.values()]
    .map(({ session }) => session)
    .sort((a, b) => order.get(a.slot) - order.get(b.slot) || (a.code < b.code ? -1 : 1))
}

/**
 * The ids of the sessions that have notes. Hidden notes do not count, and a note of a session that was released
 * stands with the first session of its topic.
 *
 * @param {Gathering} g
 */
export function sessionsWithNotes(g) {
  const held = new Set(sessionsInOrder(g).map(session => session.id))
  const noted = [...g.tables.notes.value.values()]
    .filter(note => !note.hidden)
    .map(note => (held.has(note.session) ? note.session : g.placed.value.get(note.topic)?.[0]?.id))
  return new Set(noted.filter(Boolean))
}
