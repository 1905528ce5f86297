// What the phone's and the host's page share beside the gathering: commands, toasts, the open sheet, the topic in hand,
// and drafts. Views read these signals and call these functions.
import { fits } from "./free_cells.js"
import { effect, signal, untracked } from "./html.js"
import { can } from "./possible.js"
import { forget, keep, recall } from "./storage.js"

const TOAST_FOR = 5000
const TO_A_CELL = ["claim_cell", "move_session"]

/**
 * `sheet` is null or `{name, …}`: what the dialog shows. `picked` is null or `{topic, session?, again?}`: what the next
 * tap on a free cell places. `toasts` lists `{id, text, tone}`, at most `mostToasts` of them.
 * `onRefused({name, args, error})` shows a refusal. Drafts are kept under keys that begin with `drafts`.
 *
 * @param {{g: Gathering, connection: Connection, outbox: Outbox, code: string, token: string | null, page: any,
 *   drafts: string, mostToasts: number, onRefused: (refusal: {name: string, args: any, error: any}) => void}} given
 */
export function createApp({ code, token, g, connection, outbox, page, drafts, mostToasts, onRefused }) {
  const app = {
    code, token, g, connection, outbox, page,
    base: page.base_url || location.origin,
    sheet: signal(/** @type {any} */ (null)),
    picked: signal(/** @type {any} */ (null)),
    toasts: signal([]),
    send, place, canPlace, canMeetElsewhere, notify, dismiss, dismissGood, open, close, saveDraft, recallDraft,
  }
  // Puts back a topic in hand that cannot be placed any more: it was hidden, or the gathering is closed.
  effect(() => { if (app.picked.value && !canPlace(app.picked.value)) untracked(() => { app.picked.value = null }) })
  return app

  /** Sends a command; shows a refusal, or `done` when it worked; returns the answer. */
  async function send(name, args = {}, done = "") {
    const answer = await outbox.send(name, args)
    if (!answer.ok) onRefused({ name, args, error: answer.error })
    else if (done) notify(done)
    return answer
  }

  /** Places a topic in a cell: moves its session, or claims the cell for it. */
  function place({ topic, session = null, again = false }, room, slot, done = "") {
    return session
      ? send("move_session", { session: session.id, room, slot }, done)
      : send("claim_cell", { topic: topic.id, room, slot, ...(again && { again }) }, done)
  }

  /** Whether the topic can be placed; `topic` may be one whose row has not arrived yet. */
  function canPlace({ topic, session = null }, name = session ? "move_session" : "claim_cell") {
    const isArriving = !("at" in topic)
    const row = g.tables.topics.value.get(topic.id) ?? (isArriving && { ...topic, mine: true })
    if (!row || (session && !g.tables.sessions.value.has(session.id))) return false
    if (row.for_action && TO_A_CELL.includes(name) && !g.slots.value.some(slot => fits(row, slot))) return false
    return can(g, name, { topic: row, session })
  }

  /** Whether the topic in hand can meet at a free place. */
  function canMeetElsewhere(picked) {
    return Boolean(picked) && canPlace(picked, picked.session ? "move_to_place" : "claim_place")
  }

  /** Shows a message. A warning (`tone` "warn") stays until it is closed. */
  function notify(text, tone = "good") {
    const toast = { id: Math.random(), text, tone }
    app.toasts.value = [...app.toasts.value, toast].slice(-mostToasts)
    if (tone === "good") setTimeout(() => dismiss(toast.id), TOAST_FOR)
  }

  function dismiss(id) {
    app.toasts.value = app.toasts.value.filter(toast => toast.id !== id)
  }

  /** On another view, what was said about the one before has no use any more. */
  function dismissGood() {
    app.toasts.value = app.toasts.value.filter(toast => toast.tone === "warn")
  }

  function open(name, more = {}) {
    app.sheet.value = { name, ...more }
  }

  function close() {
    app.sheet.value = null
  }

  /** Keeps something on this device only: what is half typed, what is ticked. Null removes it. */
  function saveDraft(name, value) {
    if (value === null) forget(`${drafts}.${name}`)
    else keep(`${drafts}.${name}`, value)
  }

  function recallDraft(name, otherwise = null) {
    return recall(`${drafts}.${name}`, otherwise)
  }
}
