// Sessions of mine at one time: allowed, and pointed out.

/** The codes of the sessions that I convene in a time slot, in order. */
export function clashes(g, slot) {
  return [...g.tables.sessions.value.values()]
    .filter(session => session.slot === slot && g.tables.topics.value.get(session.topic)?.mine)
    .map(({ code }) => code)
    .sort()
}
