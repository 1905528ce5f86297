import "./support/browser.js"
import assert from "node:assert/strict"
import { test } from "node:test"
import { clustersOf, dotItems, hasClusters } from "../../static/js/core/convergence.js"
import { createGathering } from "../../static/js/core/gathering.js"
import { state, topic } from "./support/rows.js"

const WORDS = "We met twice. It takes time."
const CLUSTERS = [["many", "Many dots"], ["some", "Some dots"], ["few", "A few dots, or none"]]

function gathering({ issues = [], notes = [], clusters = {} } = {}) {
  const sessions = [
    { id: "later", topic: "t1", room: "r1", slot: "s2", code: "2A", cluster: clusters.later ?? "" },
    { id: "first", topic: "t2", room: "r1", slot: "s1", code: "1A", cluster: clusters.first ?? "" },
  ]
  const fresh = state({ tables: { topics: [topic("t1"), topic("t2")], sessions, notes, issues } })
  return createGathering({ ...fresh, gathering: { ...fresh.gathering, convergence: "dots", converging: false } })
}

const report = (session, of) => ({ id: `n-${session}`, session, topic: of, kind: "summary", text: WORDS, hidden: false, covered: false })
const issue = (id, more = {}) => ({ id, text: id, hidden: false, covered: false, cluster: "", ...more })

test("reports come in order of time, and issues after them", () => {
  const g = gathering({ notes: [report("later", "t1"), report("first", "t2")], issues: [issue("is1")] })

  assert.deepEqual(dotItems(g).map(({ id }) => id), ["first", "later", "is1"])
})

test("nothing has dots without a report, or while it is hidden or covered", () => {
  const g = gathering({ notes: [report("first", "t2")], issues: [issue("is1", { hidden: true }), issue("is2", { covered: true })] })

  assert.deepEqual(dotItems(g).map(({ id }) => id), ["first"])
})

test("groups are in order of time inside, and empty ones are left out", () => {
  const g = gathering({
    notes: [report("later", "t1"), report("first", "t2")], clusters: { later: "some", first: "some" }, issues: [issue("is1", { cluster: "many" })],
  })

  assert.ok(hasClusters(g))
  assert.deepEqual(clustersOf(g, CLUSTERS).map(({ cluster, items }) => [cluster, ...items.map(({ id }) => id)]), [["many", "is1"], ["some", "first", "later"]])
})

test("there are no groups before dots were closed, nor when the host chose something else", () => {
  assert.equal(hasClusters(gathering({ issues: [issue("is1")] })), false)
  const g = gathering({ issues: [issue("is1", { cluster: "many" })] })
  g.about.value = { ...g.about.value, convergence: "gallery" }
  assert.equal(hasClusters(g), false)
  assert.deepEqual(clustersOf(g, CLUSTERS), [])
})
