// Tells on this device, once, that what I convene, take notes of or marked begins at another time than I knew.
import { now, timeOf } from "../core/clock.js"
import { timesOf } from "../core/places.js"
import { effect, untracked } from "../core/html.js"
import { t } from "../core/language.js"
import { withCommas } from "../core/lists.js"

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
  const wordsOf = ({ session: { code }, topic: { title, mine }, starts_at }) => ({ code, title, mine, time: timeOf(starts_at, about) })
  const when = one => one.mine ? t("your {code} at {time}", one) : t("{code} at {time}", one)
  const all = told.map(wordsOf)
  if (all.length > 1) return t("New times: {times}.", { times: withCommas(all.map(when)) })
  const [one] = all
  return one.mine ? t("Your {code} now starts at {time}.", one) : t("“{title}” ({code}) now starts at {time}.", one)
}
