// The commands that the server has not answered yet. A command is stored before it is sent, and sent again with
// the same id until it is answered. So a bad network loses nothing that was typed, and nothing happens twice.
import { effect, signal, untracked } from "./html.js"
import { forget, keep, keysOf, onOtherTab, randomId, recall, tabName } from "./storage.js"

const LATE_AFTER = 2500
const RETRY = [400, 1000, 2000, 3000]
const ORPHAN_AFTER = 8000
const PAUSED_AGAIN = 10_000
const UNREADABLE = { code: "malformed" }

/**
 * `send(name, args)` resolves to the final answer. A caller that stores a command elsewhere gives its `id`, and `isKept: false`.
 * `waiting` lists `{id, name, args, at}` in order;
 * `late` is true while something has waited longer than 2.5 s; `refusals` holds refusals of
 * commands from before a reload, whose answers nobody awaits: `{id, name, args, error}`.
 */
export function createOutbox({ key, connection }) {
  const prefix = `outbox.${key}.`
  const tab = tabName()
  const waiting = signal([])
  const late = signal(false)
  const refusals = signal([])
  const awaited = new Map()
  const tries = new Map()
  // Since when this page waits, by a monotonic clock: a corrected clock must not make a command seem less late.
  const since = new Map()
  // Commands that are not decided while writing is paused. The others pass them.
  const paused = new Set()
  // Until when the server wants no more commands of a name. The others pass them.
  const heldUntil = new Map()
  let unpausing = null
  let sending = false
  let retry = null
  let woken = false
  let counter = 0

  adopt(entry => entry.tab === tab)
  adoptOrphans()
  setInterval(adoptOrphans, ORPHAN_AFTER / 2)
  onOtherTab(prefix, forgetSettled)
  effect(() => { if (connection.status.value === "live") untracked(wake) })
  addEventListener("online", wake)
  effect(watchLateness)

  return { send, waiting, late, refusals, flush, unpause, dismiss }

  function send(name, args = {}, { id = randomId(), isKept = true } = {}) {
    const entry = { id, name, args, at: Date.now(), turn: counter++, tab }
    if (isKept) keep(prefix + entry.id, entry)
    since.set(entry.id, performance.now())
    waiting.value = [...waiting.value, entry]
    const answered = new Promise(resolve => awaited.set(entry.id, resolve))
    flush()
    return answered
  }

  /** Sends one after the other, so that what was asked first happens first. */
  async function flush() {
    if (sending) return
    clearTimeout(retry)
    sending = true
    try {
      for (;;) {
        const entry = waiting.value.find(isDue)
        if (!entry) break
        const { id, name, args } = entry
        const answer = await connection.send({ id, name, args }).catch(() => ({ unanswered: true }))
        if (answer.error?.code === "frozen") {
          paused.add(id)
          continue
        }
        // A rate limit is not final: the answer says when to retry.
        if (answer.error?.again_in) {
          hold(name, answer.error.again_in * 1000)
          continue
        }
        if (answer.unanswered || answer.error?.code === "busy") {
          postpone(entry)
          break
        }
        settle(entry, answer)
      }
    } finally {
      sending = false
    }
    if (paused.size) unpausing ??= setTimeout(unpause, PAUSED_AGAIN * (0.75 + Math.random() / 2))
  }

  /** Sends what was refused while writing was paused. */
  function unpause() {
    clearTimeout(unpausing)
    unpausing = null
    paused.clear()
    flush()
  }

  /** The connection is back: retries at once. */
  function wake() {
    woken = sending
    flush()
  }

  function settle(entry, answer) {
    remove(entry.id)
    const resolve = awaited.get(entry.id)
    awaited.delete(entry.id)
    if (resolve) return resolve(answer)
    if (!answer.ok) refusals.value = [...refusals.value, { ...entry, error: answer.error }]
  }

  function isDue({ id, name }) {
    return !paused.has(id) && !(heldUntil.get(name) > performance.now())
  }

  /** Retries after the server's time at the earliest, and at a random moment: not all phones of a hall at once. */
  function hold(name, wait) {
    const spread = wait * (1 + Math.random() / 4)
    heldUntil.set(name, performance.now() + spread)
    setTimeout(flush, spread + 1)
  }

  function postpone(entry) {
    const times = (tries.get(entry.id) ?? 0) + 1
    tries.set(entry.id, times)
    // One command that gets no answer over a working connection must not hold up those behind it.
    const stuck = times % 3 === 0 && connection.status.value === "live"
    if (stuck) waiting.value = [...waiting.value.filter(other => other.id !== entry.id), entry]
    const pause = woken ? 50 : RETRY[Math.min(times, RETRY.length) - 1]
    woken = false
    retry = setTimeout(flush, pause * (0.75 + Math.random() / 2))
  }

  function remove(id) {
    forget(prefix + id)
    tries.delete(id)
    paused.delete(id)
    since.delete(id)
    waiting.value = waiting.value.filter(entry => entry.id !== id)
  }

  function dismiss(id) {
    refusals.value = refusals.value.filter(refusal => refusal.id !== id)
  }

  // An open tab sends its own commands; those of a closed one are sent here. If both send, the id makes it one
  // command.
  function adoptOrphans() {
    adopt(entry => Date.now() - entry.at > ORPHAN_AFTER)
    if (waiting.value.length) flush()
  }

  // Another tab got the answer. A command that this tab awaits is sent all the same: the id makes it one.
  function forgetSettled(stored, value) {
    const id = stored.slice(prefix.length)
    if (value === null && !awaited.has(id)) remove(id)
  }

  function adopt(ours) {
    const known = new Set(waiting.value.map(entry => entry.id))
    const found = keysOf(prefix)
      .map(stored => sound(stored, recall(stored)))
      .filter(entry => entry && !known.has(entry.id) && ours(entry))
      .sort((a, b) => a.at - b.at || a.turn - b.turn)
    for (const { id } of found) since.set(id, performance.now())
    if (found.length) waiting.value = [...found, ...waiting.value]
  }

  // An entry that another version or a full disk left incomplete must not stop those behind it.
  function sound(stored, entry) {
    const { id, name, args, at } = entry ?? {}
    const whole = typeof name === "string" && args?.constructor === Object && Number.isFinite(at) && prefix + id === stored
    if (whole) return entry
    forget(stored)
    refusals.value = [...refusals.value, { id: stored, name: "", args: {}, error: UNREADABLE }]
    return null
  }

  function watchLateness() {
    const oldest = Math.min(...waiting.value.map(entry => since.get(entry.id)))
    const wait = oldest + LATE_AFTER - performance.now()
    late.value = wait <= 0
    if (wait <= 0 || wait === Infinity) return
    const timer = setTimeout(() => { late.value = true }, wait)
    return () => clearTimeout(timer)
  }
}
