// A small gathering: two rooms, two session slots with a break between them, on one morning.
export function state(more = {}) {
  const { tables, ...rest } = more
  return {
    seq: 10,
    gathering: { id: "abc", code: "abc", title: "Any day", timezone: "Europe/Vienna", phase: "marketplace" },
    tables: {
      rooms: [{ id: "r2", name: "Garden", letter: "B", position: 2 }, { id: "r1", name: "Hall", letter: "A", position: 1 }],
      slots: [
        { id: "s2", kind: "session", code: "2", starts_at: "2026-03-05T11:00:00+01:00", ends_at: "2026-03-05T11:45:00+01:00", day: "2026-03-05" },
        { id: "s1", kind: "session", code: "1", starts_at: "2026-03-05T10:00:00+01:00", ends_at: "2026-03-05T10:45:00+01:00", day: "2026-03-05" },
        { id: "b1", kind: "break", code: "", starts_at: "2026-03-05T10:45:00+01:00", ends_at: "2026-03-05T11:00:00+01:00", day: "2026-03-05" },
      ],
      topics: [], sessions: [], interests: [], notes: [], news: [], people: [], notices: [], mutes: [], rests: [],
      reports: [], editions: [],
      ...tables,
    },
    ...rest,
  }
}

export function topic(id, more = {}) {
  return { id, title: `Topic ${id}`, at: "2026-03-05T09:00:00+01:00", tags: [], ...more }
}

export function change(seq, puts = {}, drops = {}) {
  return { seq, name: "any", at: "2026-03-05T09:00:00+01:00", puts, drops }
}
