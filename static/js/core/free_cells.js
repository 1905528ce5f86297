// The cells of the grid: which time slots have some, for which topics, and which of them nobody holds. The server decides
// by the same rules (openspace/domain/cells.py).
import { t } from "./language.js"

/** Whether topics can be placed in the slot. In the others everybody is together. */
export function holdsCells({ kind }) {
  return kind === "session" || kind === "action"
}

/** Whether the topic can be placed in the slot. Topics for action have slots of their own. */
export function fits(topic, slot) {
  return slot.kind === (topic.for_action ? "action" : "session")
}

/** Slot with cells → the ids of the others at the same time, also in part. Empty if no two overlap. */
export function overlapsOf(slots) {
  const found = new Map()
  const add = (one, other) => found.set(one.id, [...(found.get(one.id) ?? []), other.id])
  let running = []
  for (const slot of slots.filter(holdsCells)) {
    running = running.filter(other => Date.parse(other.ends_at) > Date.parse(slot.starts_at))
    for (const other of running) {
      add(slot, other)
      add(other, slot)
    }
    running.push(slot)
  }
  return found
}

/** The name of a time slot, if it has one. Action groups always have, because their codes look like those of sessions. */
export function labelOf(slot) {
  return slot.label || (slot.kind === "action" ? t("Action groups") : "")
}

/**
 * `{session, topic}` that holds the room while the slot lasts: in its cell, or in that of a slot at the same time. A room
 * holds one session at a time.
 */
export function inRoom(g, room, slot, held = g.cells.value) {
  const at = id => held.get(`${room.id}|${id}`)
  return at(slot.id) ?? (g.overlaps.value.get(slot.id) ?? []).map(at).find(Boolean)
}

/** `[{room, slot}…]` in order of time, for the topic; `held` has the cells that are taken, by `room|slot`. */
export function freeCells(g, topic = {}, held = g.cells.value) {
  return g.slots.value
    .filter(slot => fits(topic, slot))
    .flatMap(slot => g.rooms.value.map(room => ({ room, slot })))
    .filter(({ room, slot }) => !inRoom(g, room, slot, held))
}

/**
 * At most twelve free cells for the topic as `[room id, slot id]`, the nearest to that of `session` first: the same time,
 * then near times. The server's refusal lists them in the same way (`free_cells` in openspace/domain/rules/grid.py).
 */
export function freeNear(g, topic, held, session) {
  const slots = g.slots.value.filter(one => fits(topic, one)).map(one => one.id)
  const rooms = g.rooms.value.map(one => one.id)
  const between = (ids, a, b) => Math.abs(ids.indexOf(a) - ids.indexOf(b))
  const distance = ([room, slot]) => 1000 * between(slots, slot, session.slot) + between(rooms, room, session.room)
  return freeCells(g, topic, held)
    .map(({ room, slot }) => [room.id, slot.id])
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, 12)
}
