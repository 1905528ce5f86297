// The cells of the grid that nobody holds.

/** `[{room, slot}…]` in order of time; `held` has the cells that are taken, by `room|slot`. */
export function freeCells(g, held = g.cells.value) {
  return g.slots.value
    .filter(slot => slot.kind === "session")
    .flatMap(slot => g.rooms.value.map(room => ({ room, slot })))
    .filter(({ room, slot }) => !held.has(`${room.id}|${slot.id}`))
}

/**
 * At most twelve free cells as `[room id, slot id]`, the nearest to that of `session` first: the same time, then near times.
 * The server's refusal lists them in the same way (`free_cells` in openspace/domain/rules/grid.py).
 */
export function freeNear(g, held, session) {
  const slots = g.slots.value.filter(one => one.kind === "session").map(one => one.id)
  const rooms = g.rooms.value.map(one => one.id)
  const between = (ids, a, b) => Math.abs(ids.indexOf(a) - ids.indexOf(b))
  const distance = ([room, slot]) => 1000 * between(slots, slot, session.slot) + between(rooms, room, session.room)
  return freeCells(g, held)
    .map(({ room, slot }) => [room.id, slot.id])
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, 12)
}
