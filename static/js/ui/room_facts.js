// What a room is like, in a few words.
const RECORDED = { no: "not recorded", yes: "recorded" }

/** "seats 30 · step-free · induction loop · not recorded" */
export function roomFacts(room) {
  return joined([shortFacts(room), room.induction_loop && "induction loop", RECORDED[room.recorded]])
}

/** "seats 30 · step-free": where there is one line for it. */
export function shortFacts(room) {
  return joined([room.capacity && `seats ${room.capacity}`, room.access])
}

function joined(facts) {
  return facts.filter(Boolean).join(" · ")
}
