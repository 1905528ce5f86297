// What just moved, in words and as a glow: read from the changes themselves.
import { topicOf } from "../core/gathering.js"
import { signal } from "../core/html.js"
import { t } from "../core/language.js"
import { colourOf } from "../core/places.js"

const GLOW = 7000
const SHOWN_FOR = 14_000
const WHERE = ["room", "slot", "place", "starts_at", "ends_at"]

/**
 * `glowing`: signal of the Set of session ids that just got their cell; `lately`: signal of
 * `[{word, title, code, colour}]`, newest first. `onMove(session)` is called for each.
 */
export function watchMoves(g, onMove) {
  const glowing = signal(new Set())
  const lately = signal([])
  // Kept change by change: a batch is applied whole before its changes are told one by one.
  const held = new Map(g.tables.sessions.value)

  g.onChange(change => {
    for (const session of change.puts?.sessions ?? []) placed(session)
    for (const id of change.drops?.sessions ?? []) dropped(id)
  })
  return { glowing, lately }

  function placed(session) {
    const was = held.get(session.id)
    held.set(session.id, session)
    const isJoined = session.joined && session.joined !== was?.joined
    if (!isJoined && WHERE.every(column => was?.[column] === session[column])) return
    const title = titleOf(session)
    if (!title) return
    shine(session.id)
    announce({ word: isJoined ? t("Now together") : was ? t("Just moved") : t("Just placed"), title, code: session.code, colour: colourOf(g, session) })
    onMove?.(session)
  }

  function dropped(id) {
    const session = held.get(id), title = titleOf(session)
    held.delete(id)
    // A topic that has joined another one's session has given its own place up.
    if (title && !g.placed.value.has(session.topic)) announce({ word: t("Without a place again"), title, code: null })
  }

  function titleOf(session) {
    return session && topicOf(g.tables, session)?.title
  }

  function shine(id) {
    glowing.value = new Set([...glowing.value, id])
    setTimeout(() => { glowing.value = new Set([...glowing.value].filter(other => other !== id)) }, GLOW)
  }

  function announce(move) {
    lately.value = [move, ...lately.value].slice(0, 20)
    setTimeout(() => { lately.value = lately.value.filter(other => other !== move) }, SHOWN_FOR)
  }
}
