// What was typed into the set-up form, kept in this browser until the gathering is open.
import { effect, signal } from "../core/html.js"
import { forget, keep, recall } from "../core/storage.js"
import { browserZone, likelyDay } from "../core/wall_time.js"
import { FIRST_LANGUAGE, roomName } from "./first_words.js"

const KEY = "setup"

export function blank() {
  return {
    title: "", theme: "", statement: "", sponsor: "", community: "", venue: "",
    language: FIRST_LANGUAGE,
    timezone: browserZone(),
    days: [likelyDay()],
    rooms: ["A", "B", "C", "D"].map(letter => room(roomName(letter, FIRST_LANGUAGE))),
    plan: {
      first: "10:00", minutes: 45, gap: 15, lunch: true, lunchAt: "12:30", lunchMinutes: 60,
      ends: "until", until: "16:30", count: 5,
    },
    circles: { opening: true, openingMinutes: 60, morning: true, morningMinutes: 20,
      closing: true, closingMinutes: 30 },
    lines: [],
    byHand: false,
    welcome: "", principles: null, law: null, motto: null, naming: "choice", listed: false, size: "", help: {}, responsible: {}, wifi: {},
  }
}

export function room(name = "") {
  return { name, capacity: "", access: "", spare: false, induction_loop: false, recorded: "", call_link: "", caption_link: "" }
}

/** A signal with the draft; each change of it is kept. */
export function recallDraft() {
  const fresh = blank()
  const kept = recall(KEY) ?? {}
  const draft = signal({
    ...fresh, ...kept,
    plan: { ...fresh.plan, ...kept.plan }, circles: { ...fresh.circles, ...kept.circles },
  })
  effect(() => keep(KEY, draft.value))
  return draft
}

export function forgetDraft(draft) {
  draft.value = blank()
  forget(KEY)
}
