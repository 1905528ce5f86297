// The state of a phone page beside the gathering: route, sheet, picked topic, toasts. Views read these signals and
// call these functions; nothing else uses the outbox.
import { effect, signal, untracked } from "../core/html.js"
import { keep, recall } from "../core/storage.js"
import { createPending } from "./pending.js"

const PHASE_HOME = { marketplace: "wall", sessions: "day" }
const PLACES = ["wall", "topics", "day", "me", "appear", "forget"]
const TOAST_FOR = 5000

/**
 * `picked` is null or `{topic, session?, again?}`: what the next tap on a free cell places.
 * `sheet` is null or `{name, …}`; `route` is `{view, session?, code?}`.
 *
 * @param {{g: Gathering, connection: Connection, outbox: Outbox, code: string, token: string | null, page: any}} given
 */
export function createPhone({ code, token, g, connection, outbox, page }) {
  const phone = {
    code, token, g, connection, outbox, page,
    base: page.base_url || location.origin,
    pending: createPending(g, outbox),
    route: signal(routeOf(location)),
    sheet: signal(null),
    picked: signal(null),
    toasts: signal([]),
    bell: signal(null),
    newsSeen: signal(null),
    send, notify, dismiss, go, home, open, close, pick, place, onBell, noteDraft,
  }
  addEventListener("popstate", () => {
    phone.sheet.value = null
    phone.route.value = history.state?.route ?? routeOf(location)
  })
  effect(() => {
    for (const refusal of outbox.refusals.value) {
      untracked(() => { outbox.dismiss(refusal.id); refused(refusal) })
    }
  })
  // What was kept while writing was paused goes out as soon as it may.
  effect(() => { if (g.about.value.writing !== "host") untracked(outbox.unpause) })
  return phone

  /** Sends a command, and shows the person when it is refused. */
  async function send(name, args) {
    const answer = await outbox.send(name, args)
    if (!answer.ok) refused({ name, args, error: answer.error })
    return answer
  }

  function refused({ name, args, error }) {
    if (error.code === "cell_taken") return open("taken", { args, error, session: args.session })
    if (error.code === "stale") return open("stale", { args, error })
    if (name === "post_note") restoreNote(args)
    if (name === "edit_note" && args.text) restoreNote({ ...g.tables.notes.value.get(args.note), ...args })
    if (name === "propose_topic" && !recall(`draft.${code}.topic`)) keep(`draft.${code}.topic`, args)
    const what = args.title || args.text
    notify(what ? `${error.message} (“${what.slice(0, 60)}”)` : error.message, { tone: "warn" })
  }

  // Refused text goes back to where it was written, unless something newer stands there.
  function restoreNote(args) {
    const kept = noteDraft(args.session)
    if (!kept.value.text) kept.value = { ...kept.value, ...args }
  }

  function notify(text, { tone = "good", action = null } = {}) {
    const message = { id: Math.random(), text, tone, action }
    phone.toasts.value = [...phone.toasts.value.slice(-2), message]
    if (tone === "good") setTimeout(() => dismiss(message.id), TOAST_FOR)
  }

  function dismiss(id) {
    phone.toasts.value = phone.toasts.value.filter(message => message.id !== id)
  }

  function go(view, { session = null, quietly = false } = {}) {
    const route = session ? { view: "session", session: session.id, code: session.code } : { view }
    const path = session ? `/${code}/s/${session.code}` : `/${code}${PLACES.includes(view) ? `#${view}` : ""}`
    history[quietly ? "replaceState" : "pushState"]({ route }, "", path)
    phone.sheet.value = null
    phone.toasts.value = phone.toasts.value.filter(message => message.tone === "warn")
    phone.route.value = route
    scrollTo(0, 0)
  }

  /** The view that the phase puts first. */
  function home() {
    return PHASE_HOME[g.about.value.phase] ?? "phase"
  }

  function routeOf({ pathname, hash }) {
    const deep = decodeURIComponent(pathname).match(/\/s\/([^/]+)\/?$/)
    if (deep) return { view: "session", code: deep[1].replace(/\s/g, "").toUpperCase() }
    const tab = hash.slice(1)
    return { view: PLACES.includes(tab) ? tab : PHASE_HOME[g.about.value.phase] ?? "phase" }
  }

  function open(name, more = {}) {
    phone.sheet.value = { name, ...more }
  }

  function close() {
    phone.sheet.value = null
  }

  /** Takes a topic in hand; the wall is where it can be put down. */
  function pick(topic, more = {}) {
    phone.picked.value = { topic, ...more }
    phone.sheet.value = null
    if (phone.route.value.view !== "wall") go("wall")
  }

  /** Puts the picked topic, or the given one, into a cell. */
  async function place(room, slot, picked = phone.picked.value) {
    if (!picked) return
    phone.picked.value = null
    const { topic, session, again } = picked
    const answer = session
      ? await send("move_session", { session: session.id, room, slot })
      : await send("claim_cell", { topic: topic.id, room, slot, ...(again && { again }) })
    if (answer.ok) notify(`“${topic.title}” is at ${answer.result.code}.`)
  }

  function onBell(bell) {
    if (phone.bell.value?.seq && phone.bell.value.seq === bell.seq) return
    phone.bell.value = bell
    if (recall(`vibrate.${code}`)) navigator.vibrate?.([250, 120, 250])
  }

  /** The note being written for a session: a signal whose value survives a reload. */
  function noteDraft(session) {
    drafts[session] ??= stored(`draft.${code}.${session}`, { kind: "key_point", text: "" })
    return drafts[session]
  }
}

const drafts = {}

function stored(key, otherwise) {
  const value = signal(recall(key, otherwise))
  value.subscribe(now => keep(key, now))
  return value
}
