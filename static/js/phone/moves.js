// Sessions that interest me, or whom I accompany, and have moved since I last looked at them.
import { effect, signal, untracked } from "../core/html.js"

/**
 * Remembers on this device where each session of interest was, and says so when one moves. `was(session)` is its code
 * before, or ""; `look(id)` takes the present place as known. `accompanied` is a signal with the topics of those whom I accompany.
 */
export function createMoves({ g, notify, saveDraft, recallDraft }, accompanied) {
  /** Session → `{code, topic}` as last looked at. */
  const known = signal(recallDraft("places", {}))
  const last = new Map()

  effect(() => {
    const interests = new Set([...g.interests.value, ...accompanied.value])
    const rows = [...g.cells.value.values(), ...g.elsewhere.value].filter(({ topic }) => interests.has(topic.id) && !topic.mine)
    untracked(() => {
      const kept = Object.entries(known.value).filter(([, { topic }]) => interests.has(topic))
      keep({ ...Object.fromEntries(rows.map(({ topic, session }) => [session.id, { code: session.code, topic: topic.id }])), ...Object.fromEntries(kept) })
      for (const { topic, session } of rows) {
        const before = last.get(session.id)
        const { code } = session
        const at = `${session.place} ${session.starts_at}`
        if (before && before.code !== code) notify(`“${topic.title}” has moved from ${before.code} to ${code}.`)
        else if (before && before.at !== at) notify(`“${topic.title}” has another place or time: ${code}.`)
        last.set(session.id, { code, at })
      }
    })
  })
  return { was, look }

  function was({ id, code }) {
    const before = known.value[id]?.code ?? code
    return before === code ? "" : before
  }

  function look({ id, code }) {
    if (known.value[id]) keep({ ...known.value, [id]: { ...known.value[id], code } })
  }

  function keep(next) {
    if (JSON.stringify(next) === JSON.stringify(known.value)) return
    known.value = next
    saveDraft("places", next)
  }
}
