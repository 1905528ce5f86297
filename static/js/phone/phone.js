// The state of a phone page beside the gathering, on top of what it shares with the host's page (core/app.js).
import { effect, signal, untracked } from "../core/html.js"
import { createApp } from "../core/app.js"
import { inQuotes, t } from "../core/language.js"
import { isQuiet } from "../core/looks.js"
import { recall } from "../core/storage.js"
import { sentenceOf } from "../core/refusals.js"
import { createPending } from "./pending.js"
import { alsoConvened, clashes } from "./clashes.js"
import { createMoves } from "./moves.js"

const PHASE_HOME = { marketplace: "wall", sessions: "day" }
const PLACES = ["wall", "topics", "day", "me", "appear", "forget", "statement", "convergence"]
const MOST_TOASTS = 3

/** Where a topic is kept that is being written. */
export function draftOf({ for_action }) {
  return for_action ? "action" : "topic"
}

/** The code of the session that a path leads to, if any. */
export function sessionIn(pathname) {
  return decodeURIComponent(pathname).match(/\/s\/([^/]+)\/?$/)?.[1].replace(/\s/g, "").toUpperCase()
}

/**
 * `route` is `{view, session?, code?, wantsPhoto?}`; `pending` has what waits for an answer; `bell` is null or `{text, at, seq}`.
 *
 * @param {{g: Gathering, connection: Connection, outbox: Outbox, code: string, token: string | null, page: any}} given
 */
export function createPhone(given) {
  const { code, g, outbox } = given
  const noteDrafts = {}
  const app = createApp({ ...given, drafts: `draft.${code}`, mostToasts: MOST_TOASTS, onRefused: showRefusal })
  /** Topics of those whom this person accompanies, as fetched last. */
  const accompanied = signal([])
  const phone = {
    ...app,
    pending: createPending(g, outbox),
    accompanied,
    moves: createMoves(app, accompanied),
    route: signal(routeOf(location)),
    bell: signal(null),
    newsSeen: signal(null),
    /** Topics that are kept here until the marketplace opens. */
    kept: signal(app.recallDraft("kept", [])),
    /** Whether this person follows somebody: no row says it. */
    follows: signal(app.recallDraft("follows", false)),
    go, stay, home, pick, place, onBell, noteDraft, showRefusal,
  }
  phone.kept.subscribe(kept => app.saveDraft("kept", kept.length ? kept : null))
  phone.follows.subscribe(follows => app.saveDraft("follows", follows || null))
  addEventListener("popstate", () => {
    phone.close()
    phone.route.value = history.state?.route ?? routeOf(location)
  })
  // Refusals of commands from before a reload: nobody else waits for their answers.
  effect(() => {
    for (const refusal of outbox.refusals.value) {
      untracked(() => { outbox.dismiss(refusal.id); showRefusal(refusal) })
    }
  })
  // What was kept while writing was paused goes out as soon as it may.
  effect(() => { if (g.about.value.writing !== "host") untracked(outbox.unpause) })
  return phone

  function showRefusal({ name, args, error }) {
    if (error.code === "cell_taken" || error.code === "room_busy") return app.open("taken", { args, error, session: args.session })
    if (error.code === "stale") {
      return args.evidence ? app.open("bring", { evidence: args.evidence, typed: args }) : app.open("stale", { args, error })
    }
    if (name === "post_note") restoreNote(args)
    if (name === "edit_note" && args.text) restoreNote({ ...g.tables.notes.value.get(args.note), ...args })
    if (name === "propose_topic" && !app.recallDraft(draftOf(args))) app.saveDraft(draftOf(args), args)
    if (name === "post_evidence" && !app.recallDraft("evidence")) app.saveDraft("evidence", args)
    const what = args.title || args.text
    app.notify(sentenceOf(error) + (what ? ` (${inQuotes(what.slice(0, 60))})` : ""), "warn")
  }

  // Refused text goes back to where it was written, unless there is something newer.
  function restoreNote(args) {
    const kept = noteDraft(args.session)
    if (!kept.value.text) kept.value = { ...kept.value, ...args }
  }

  function go(view, { session = null, quietly = false } = {}) {
    const route = session ? { view: "session", session: session.id, code: session.code } : { view }
    const path = session ? `/${code}/s/${session.code}` : `/${code}${PLACES.includes(view) ? `#${view}` : ""}`
    history[quietly ? "replaceState" : "pushState"]({ route }, "", path)
    phone.close()
    phone.dismissGood()
    phone.route.value = route
    scrollTo(0, 0)
  }

  /** A session that was opened by its code is kept in sight when it moves; the address follows it. */
  function stay(session) {
    const route = { ...phone.route.value, session: session.id, code: session.code }
    // A reload opens the camera again if the link did.
    history.replaceState({ route }, "", `/${code}/s/${session.code}${route.wantsPhoto ? "#photo" : ""}`)
    phone.route.value = route
  }

  /** The view that the phase puts first. */
  function home() {
    return PHASE_HOME[g.phase.value] ?? "phase"
  }

  function routeOf({ pathname, hash }) {
    const session = sessionIn(pathname)
    // The code on a printed report form leads to the camera.
    if (session) return { view: "session", code: session, wantsPhoto: hash === "#photo" }
    const tab = hash.slice(1)
    return { view: PLACES.includes(tab) ? tab : home() }
  }

  /** Takes a topic in hand; the wall is where it can be put down. */
  function pick(topic, more = {}) {
    phone.picked.value = { topic, ...more }
    phone.close()
    if (phone.route.value.view !== "wall") go("wall")
  }

  /** Puts the picked topic, or the given one, into a cell. */
  async function place(room, slot, picked = phone.picked.value) {
    if (!picked) return
    phone.picked.value = null
    const answer = await app.place(picked, room, slot)
    if (!answer.ok) return
    const others = clashes(g, { id: picked.session?.id, slot }).filter(one => one !== answer.result.code)
    app.notify([t("Placed at {code}.", { code: answer.result.code }), others.length && alsoConvened(others)].filter(Boolean).join(" "))
  }

  function onBell(bell) {
    if (phone.bell.value?.seq && phone.bell.value.seq === bell.seq) return
    phone.bell.value = bell
    if (recall(`vibrate.${code}`) && !isQuiet()) navigator.vibrate?.([250, 120, 250])
  }

  /** The note being written for a session: a signal whose value survives a reload. */
  function noteDraft(session) {
    if (!noteDrafts[session]) {
      noteDrafts[session] = signal(app.recallDraft(session, { kind: "key_point", text: "" }))
      noteDrafts[session].subscribe(value => app.saveDraft(session, value))
    }
    return noteDrafts[session]
  }
}
