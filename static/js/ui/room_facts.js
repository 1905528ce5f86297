// What a room is like, in a few words.
import { t, tn } from "../core/language.js"

const RECORDED = { no: t("not recorded"), yes: t("recorded") }

/** "seats 30 · step-free · induction loop · not recorded" */
export function roomFacts(room) {
  return joined([shortFacts(room), room.induction_loop && t("induction loop"), RECORDED[room.recorded]])
}

/** "seats 30 · step-free": where there is one line for it. */
export function shortFacts(room) {
  return joined([room.capacity && tn("seats {n}", "seats {n}", room.capacity), room.access])
}

function joined(facts) {
  return facts.filter(Boolean).join(" · ")
}
