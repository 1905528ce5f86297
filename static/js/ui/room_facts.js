// What a room is like, in a few words.
const RECORDED = { no: "not recorded", yes: "recorded" }

/** "seats 30 · step-free · induction loop · not recorded" */
export function roomFacts(room) {
  return [room.capacity && `seats ${room.capacity}`, room.access, room.induction_loop && "induction loop", RECORDED[room.recorded]]
    .filter(Boolean).join(" · ")
}
