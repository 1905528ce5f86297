import "./support/browser.js"
import assert from "node:assert/strict"
import { test } from "node:test"
import { createGathering } from "../../static/js/core/gathering.js"
import { effect } from "../../static/js/core/html.js"
import { change, state, topic } from "./support/rows.js"

const ids = rows => [...rows].map(row => row.id)

test("a change puts whole rows and drops ids", () => {
  const g = createGathering(state({ tables: { topics: [topic("t1", { description: "old" }), topic("t2")] } }))

  const done = g.apply({ since: 10, seq: 11, changes: [change(11, { topics: [topic("t1", { title: "New" })] }, { topics: ["t2"] })] })

  assert.equal(done, "applied")
  assert.equal(g.seq.value, 11)
  assert.deepEqual([...g.tables.topics.value.values()], [topic("t1", { title: "New" })])
})

test("a message from beyond a gap changes nothing", () => {
  const g = createGathering(state())

  assert.equal(g.apply({ since: 12, seq: 13, changes: [change(13, { topics: [topic("t1")] })] }), "gap")
  assert.equal(g.seq.value, 10)
  assert.equal(g.tables.topics.value.size, 0)
})

test("a message that is known already changes nothing", () => {
  const g = createGathering(state({ tables: { topics: [topic("t1")] } }))

  assert.equal(g.apply({ since: 8, seq: 10, changes: [change(10, {}, { topics: ["t1"] })] }), "known")
  assert.deepEqual(ids(g.tables.topics.value.values()), ["t1"])
})

test("of an overlapping message only the newer changes are applied and told", () => {
  const g = createGathering(state({ tables: { topics: [topic("t1")] } }))
  const told = []
  g.onChange(({ seq }) => told.push(seq))

  g.apply({ since: 8, seq: 12, changes: [change(9, {}, { topics: ["t1"] }), change(11, { topics: [topic("t2")] }), change(12)] })

  assert.deepEqual(ids(g.tables.topics.value.values()), ["t1", "t2"])
  assert.deepEqual(told, [11, 12])
})

test("views see one message as one step", () => {
  const g = createGathering(state())
  const seen = []
  effect(() => { seen.push([g.seq.value, g.tables.topics.value.size, g.about.value.phase]) })

  g.apply({ since: 10, seq: 12, changes: [
    change(11, { topics: [topic("t1")] }),
    change(12, { topics: [topic("t2")], gatherings: [{ ...g.about.value, phase: "sessions" }] }),
  ] })

  assert.deepEqual(seen, [[10, 0, "marketplace"], [12, 2, "sessions"]])
})

test("a fresh state replaces everything, also by an older one", () => {
  const g = createGathering(state({ tables: { topics: [topic("t1")], notes: [{ id: "n1" }] } }))

  g.replace(state({ seq: 7, tables: { topics: [topic("t3")] } }))

  assert.equal(g.seq.value, 7)
  assert.deepEqual(ids(g.tables.topics.value.values()), ["t3"])
  assert.equal(g.tables.notes.value.size, 0)
})

test("a table of a newer server is kept", () => {
  const g = createGathering(state())

  g.apply({ since: 10, seq: 11, changes: [change(11, { dreams: [{ id: "d1" }] })] })

  assert.deepEqual(ids(g.tables.dreams.value.values()), ["d1"])
})

test("rooms and slots stand in order, and a day has its slots", () => {
  const g = createGathering(state())

  assert.deepEqual(ids(g.rooms.value), ["r1", "r2"])
  assert.deepEqual(g.days.value.map(({ label, slots }) => [label, ids(slots)]), [["Thursday 5 March", ["s1", "b1", "s2"]]])
})

test("a folded room is left out of the grid", () => {
  const g = createGathering(state())

  g.apply({ since: 10, seq: 11, changes: [change(11, { rooms: [{ id: "r1", name: "Hall", letter: "A", position: 1, folded: true }] })] })

  assert.deepEqual(ids(g.rooms.value), ["r2"])
  assert.deepEqual(ids(g.allRooms.value), ["r1", "r2"])
})

test("a topic is placed, unplaced, waiting, or away", () => {
  const g = createGathering(state({ tables: {
    topics: [
      topic("placed"), topic("free"), topic("newer", { at: "2026-03-05T09:30:00+01:00" }), topic("waiting", { waiting: true }),
      topic("withdrawn", { withdrawn: true }), topic("hidden", { hidden: true }),
    ],
    sessions: [
      { id: "late", topic: "placed", room: "r1", slot: "s2", code: "2A" },
      { id: "early", topic: "placed", room: "r2", slot: "s1", code: "1B" },
      { id: "released", topic: "free", room: "", slot: "", code: "" },
      { id: "orphan", topic: "gone", room: "r1", slot: "s1", code: "1A" },
    ],
  } }))

  assert.deepEqual(ids(g.placed.value.get("placed")), ["early", "late"])
  assert.deepEqual([...g.cells.value.keys()].sort(), ["r1|s2", "r2|s1"])
  assert.deepEqual(ids(g.unplaced.value), ["newer", "free"])
  assert.deepEqual(ids(g.waiting.value), ["waiting"])
})
