// Topics that interest me, or whom I accompany, and have moved since I last looked at them.
import { effect, signal, untracked } from "../core/html.js"
import { t } from "../core/language.js"

/**
 * Remembers on this device where each topic of interest meets, and says so when that changes. `was(session)` is its code before, or
 * ""; `left(topic)` the code that the topic had, if it has no place now; `look(session)` takes the present places as known.
 * `accompanied` is a signal with the topics of those whom I accompany.
 */
export function createMoves({ g, notify, saveDraft, recallDraft }, accompanied) {
  /** Topic → codes as last looked at. */
  const known = signal(recallDraft("where", {}))
  const last = new Map()
  const sessionsOf = topic => g.placed.value.get(topic) ?? []
  const codesOf = topic => sessionsOf(topic).map(({ code }) => code)
  const without = (codes, others) => codes.find(code => !others.includes(code)) ?? ""

  effect(() => {
    const ids = new Set([...g.interests.value, ...accompanied.value])
    const topics = [...ids].map(id => g.tables.topics.value.get(id)).filter(topic => topic && !topic.mine)
    const now = new Map(topics.map(({ id }) => [id, new Map(sessionsOf(id).map(({ code, place, starts_at }) => [code, `${place} ${starts_at}`]))]))
    untracked(() => {
      keep(Object.fromEntries([...now].map(([id, places]) => [id, known.value[id]?.length ? known.value[id] : [...places.keys()]])))
      for (const { id, title } of topics) {
        tell(title, last.get(id) ?? new Map(), now.get(id))
        last.set(id, now.get(id))
      }
    })
  })
  return { was, left, look }

  /** `before` and `places`: code → the place and time of its own, if it has one. */
  function tell(title, before, places) {
    const from = without([...before.keys()], [...places.keys()]), to = without([...places.keys()], [...before.keys()])
    const other = [...places].find(([code, at]) => before.has(code) && before.get(code) !== at)?.[0]
    if (from) notify(to ? t("“{title}” has moved from {from} to {to}.", { title, from, to }) : t("“{title}” has left {code} and has no place now.", { title, code: from }))
    else if (other) notify(t("“{title}” has another place or time: {code}.", { title, code: other }))
  }

  function was({ topic, joined, code }) {
    for (const id of [topic, joined]) {
      const before = known.value[id] ?? []
      if (!before.includes(code)) return without(before, codesOf(id))
    }
    return ""
  }

  function left(topic) {
    return codesOf(topic).length ? "" : known.value[topic]?.[0] ?? ""
  }

  function look({ topic, joined }) {
    const seen = [topic, joined].filter(id => known.value[id]).map(id => [id, codesOf(id)])
    keep({ ...known.value, ...Object.fromEntries(seen) })
  }

  function keep(next) {
    if (JSON.stringify(next) === JSON.stringify(known.value)) return
    known.value = next
    saveDraft("where", next)
  }
}
