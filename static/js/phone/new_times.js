// Tells on this device, once, that what I convene, take notes of or marked begins at another time than I knew.
import { now, timeOf } from "../core/clock.js"
import { timesOf } from "../core/places.js"
import { effect, untracked } from "../core/html.js"

/** Watches as long as the page is open; what changed while it was closed is told when it opens. */
export function watchTimes({ g, notify, saveDraft, recallDraft }) {
  effect(() => {
    const rows = concerning(g)
    untracked(() => {
      const at = now().getTime()
      const known = recallDraft("times", {})
      const told = rows.filter(({ session, starts_at }) => {
        const before = known[session.id]
        return before && before.code === session.code && before.starts !== Date.parse(starts_at) && Date.parse(starts_at) > at
      })
      const next = Object.fromEntries(rows.map(({ session, starts_at }) => [session.id, { code: session.code, starts: Date.parse(starts_at) }]))
      if (JSON.stringify(next) !== JSON.stringify(known)) saveDraft("times", next)
      // A warning stays until it is closed.
      if (told.length) notify(sentence(told, g.about.value), "warn")
    })
  })
}

/** `[{session, topic, starts_at}…]`. Who convenes at a free place chose the time. */
function concerning(g) {
  const interests = g.interests.value
  return [...g.cells.value.values(), ...g.elsewhere.value]
    .filter(({ topic, session }) => interests.has(topic.id) || session.note_taking || (topic.mine && session.room))
    .map(one => ({ ...one, starts_at: timesOf(g, one.session).starts_at }))
    .sort((a, b) => Date.parse(a.starts_at) - Date.parse(b.starts_at))
}

function sentence(told, about) {
  const when = ({ session, topic, starts_at }) => `${topic.mine ? `your ${session.code}` : session.code} at ${timeOf(starts_at, about)}`
  if (told.length > 1) return `New times: ${told.map(when).join(", ")}.`
  const [{ session, topic, starts_at }] = told
  const what = topic.mine ? `Your ${session.code}` : `“${topic.title}” (${session.code})`
  return `${what} now starts at ${timeOf(starts_at, about)}.`
}
