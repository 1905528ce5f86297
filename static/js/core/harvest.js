// Which sessions have notes, counted as the book counts them: by session, not by topic.

/**
 * Sessions in the grid for which notes are there, hidden ones left out.
 *
 * @param {Gathering} g
 */
export function sessionsWithNotes(g) {
  const noted = new Set([...g.tables.notes.value.values()].filter(note => !note.hidden).map(note => note.session))
  return [...g.cells.value.values()].map(({ session }) => session).filter(session => noted.has(session.id))
}
