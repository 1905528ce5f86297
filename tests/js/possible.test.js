import "./support/browser.js"
import assert from "node:assert/strict"
import { test } from "node:test"
import { createGathering } from "../../static/js/core/gathering.js"
import { can, canUnlessPaused } from "../../static/js/core/possible.js"
import { state, topic } from "./support/rows.js"

const always = { closed: true, harvest: true, paused: true, needs: [], needs_when_shut: [] }
const possible = {
  propose_topic: { ...always, closed: false, harvest: false, paused: false },
  edit_topic: { ...always, closed: ["convener_name", "report_title"], harvest: ["convener_name", "report_title"], paused: ["convener_name"], needs: [{ "topic.mine": true }] },
  hand_over_notes: { ...always, closed: false, needs: [{ "topic.mine": true, "session.note_taking": true }] },
  take_notes: { ...always, paused: ["named"], needs_when_shut: [{ "session.note_taking": true }] },
  claim_cell: { ...always, needs: [{ "topic.mine": true }, { "topic.hidden": false }] },
  mute: { ...always, needs: [{ "notice.kind": ["meet", "swap"] }] },
  post_evidence: { ...always, needs: [{ "gathering.statement": true }] },
}
const mine = topic("t1", { mine: true })

function gathering({ phase = "marketplace", rests = [], reports_until = null } = {}) {
  const { gathering: about } = state()
  return createGathering(state({ possible, gathering: { ...about, phase, reports_until }, tables: { rests } }))
}

test("what is not in the table is not possible", () => {
  assert.equal(can(gathering(), "set_phase"), false)
  assert.equal(can(createGathering(state()), "propose_topic"), false)
})

test("every need must hold, and one of its marks is enough", () => {
  const g = gathering()

  assert.equal(can(g, "claim_cell", { topic: mine }), true)
  assert.equal(can(g, "claim_cell", { topic: { ...mine, hidden: true } }), false)
  assert.equal(can(g, "claim_cell", { topic: topic("t2") }), false)
  assert.equal(can(g, "hand_over_notes", { topic: topic("t2"), session: { note_taking: true } }), true)
  assert.equal(can(g, "hand_over_notes", { topic: topic("t2"), session: {} }), false)
  assert.equal(can(g, "mute", { notice: { kind: "swap" } }), true)
  assert.equal(can(g, "mute", { notice: { kind: "hidden" } }), false)
  assert.equal(can(g, "post_evidence"), false)
})

test("when the gathering is closed, only some arguments stay possible", () => {
  const g = gathering({ phase: "closed" })

  assert.equal(can(g, "propose_topic"), false)
  assert.equal(can(g, "edit_topic", { topic: mine }), false)
  assert.equal(can(g, "edit_topic", { topic: mine }, { title: "New" }), false)
  assert.equal(can(g, "edit_topic", { topic: mine }, { report_title: "New" }), true)
  assert.equal(can(g, "take_notes", { session: {} }, { named: true }), false)
  assert.equal(can(g, "take_notes", { session: { note_taking: true } }, { named: true }), true)
})

test("while reports are completed, notes stay possible and topics do not", () => {
  const g = gathering({ phase: "harvest", reports_until: "2999-01-01T10:00:00+00:00" })

  assert.equal(can(g, "propose_topic"), false)
  assert.equal(can(g, "edit_topic", { topic: mine }, { title: "New" }), false)
  assert.equal(can(g, "edit_topic", { topic: mine }, { report_title: "New" }), true)
  assert.equal(can(g, "hand_over_notes", { topic: mine, session: {} }), true)
})

test("when the time for reports is over, the gathering is closed", () => {
  const g = gathering({ phase: "harvest", reports_until: "2020-01-01T10:00:00+00:00" })

  assert.equal(g.phase.value, "closed")
  assert.equal(can(g, "hand_over_notes", { topic: mine, session: {} }), false)
})

test("the table is read again after a change of the phase", () => {
  const g = gathering()
  assert.equal(can(g, "propose_topic"), true)

  const closed = { ...g.about.value, phase: "closed" }
  g.apply({ since: 10, seq: 11, changes: [{ seq: 11, name: "set_phase", puts: { gatherings: [closed] } }] })

  assert.equal(can(g, "propose_topic"), false)
})

test("while this person is paused, they can only take back", () => {
  const g = gathering({ rests: [{ id: "rest1", mine: true }] })

  assert.equal(can(g, "propose_topic"), false)
  assert.equal(canUnlessPaused(g, "propose_topic"), true)
  assert.equal(can(g, "edit_topic", { topic: mine }), false)
  assert.equal(can(g, "edit_topic", { topic: mine }, { convener_name: "Kim" }), false)
  assert.equal(can(g, "edit_topic", { topic: mine }, { convener_name: "" }), true)
})

test("the pauses that a host sees are other people's", () => {
  assert.equal(can(gathering({ rests: [{ id: "rest1", topic: "t1" }] }), "propose_topic"), true)
})
