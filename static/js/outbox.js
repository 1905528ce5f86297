// What this browser has asked for and the server has not yet answered. A command is stored before
// it is sent, keeps its id for ever, and is sent again until answered: so nothing typed is lost to
// a bad network, and nothing happens twice.
import { effect, signal, untracked } from "./html.js"
import { forget, keep, keysOf, onOtherTab, randomId, recall, tabName } from "./storage.js"

const LATE_AFTER = 2500
const RETRY = [400, 1000, 2000, 3000]
const ORPHAN_AFTER = 8000

/**
 * `ask(name, args)` resolves to the final answer. `waiting` lists `{id, name, args, at}` in order;
 * `late` is true while something has waited longer than 2.5 s; `refusals` holds refusals of
 * commands from an earlier life of the page, which nobody awaits: `{id, name, args, error}`.
 */
export function createOutbox({ key, connection }) {
  const prefix = `outbox.${key}.`
  const tab = tabName()
  const waiting = signal([])
  const late = signal(false)
  const refusals = signal([])
  const awaited = new Map()
  const tries = new Map()
  let sending = false
  let retry = null
  let counter = 0

  adopt(entry => entry.tab === tab)
  adoptOrphans()
  setInterval(adoptOrphans, ORPHAN_AFTER / 2)
  onOtherTab(prefix, forgetSettled)
  effect(() => { if (connection.status.value === "live") untracked(flush) })
  addEventListener("online", flush)
  effect(watchLateness)

  return { ask, waiting, late, refusals, flush, discard, dismiss }

  function ask(name, args = {}) {
    const entry = { id: randomId(), name, args, at: Date.now(), turn: counter++, tab }
    keep(prefix + entry.id, entry)
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
      while (waiting.value.length) {
        const entry = waiting.value[0]
        const answer = await connection.ask({ id: entry.id, name: entry.name, args: entry.args })
        // Too much at once is no final no, where the answer says when to come again.
        if (answer.unanswered || answer.error?.code === "busy" || answer.error?.again_in) {
          postpone(entry)
          break
        }
        settle(entry, answer)
      }
    } finally {
      sending = false
    }
  }

  function settle(entry, answer) {
    remove(entry.id)
    const resolve = awaited.get(entry.id)
    awaited.delete(entry.id)
    if (resolve) return resolve(answer)
    if (!answer.ok) refusals.value = [...refusals.value, { ...entry, error: answer.error }]
  }

  function postpone(entry) {
    const times = (tries.get(entry.id) ?? 0) + 1
    tries.set(entry.id, times)
    // One command that gets no answer on a good line must not hold up those behind it.
    const stuck = times % 3 === 0 && connection.status.value === "live"
    if (stuck) waiting.value = [...waiting.value.filter(other => other.id !== entry.id), entry]
    const pause = RETRY[Math.min(times, RETRY.length) - 1]
    retry = setTimeout(flush, pause * (0.75 + Math.random() / 2))
  }

  function remove(id) {
    forget(prefix + id)
    tries.delete(id)
    waiting.value = waiting.value.filter(entry => entry.id !== id)
  }

  /** Gives up a command that was never answered. Its effect may still have happened. */
  function discard(id) {
    remove(id)
    awaited.get(id)?.({ ok: false, error: { code: "discarded", message: "Not sent." } })
    awaited.delete(id)
  }

  function dismiss(id) {
    refusals.value = refusals.value.filter(refusal => refusal.id !== id)
  }

  // Another tab still open sends its own; one that was closed leaves its commands to us. If both
  // send, the id makes it one.
  function adoptOrphans() {
    adopt(entry => Date.now() - entry.at > ORPHAN_AFTER)
    if (waiting.value.length) flush()
  }

  // Another tab got the answer. What somebody here awaits is asked all the same: the id makes it one.
  function forgetSettled(stored, value) {
    const id = stored.slice(prefix.length)
    if (value === null && !awaited.has(id)) remove(id)
  }

  function adopt(ours) {
    const known = new Set(waiting.value.map(entry => entry.id))
    const found = keysOf(prefix)
      .map(stored => recall(stored))
      .filter(entry => entry?.id && !known.has(entry.id) && ours(entry))
      .sort((a, b) => a.at - b.at || a.turn - b.turn)
    if (found.length) waiting.value = [...found, ...waiting.value]
  }

  function watchLateness() {
    const oldest = Math.min(...waiting.value.map(entry => entry.at))
    const wait = oldest + LATE_AFTER - Date.now()
    late.value = wait <= 0
    if (wait <= 0 || wait === Infinity) return
    const timer = setTimeout(() => { late.value = true }, wait)
    return () => clearTimeout(timer)
  }
}
