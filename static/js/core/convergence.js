// Convergence: what can have dots, and in which group it is. The server decides by the same rules (openspace/domain/clusters.py).
import { topicOf } from "./gathering.js"
import { sessionsInOrder, sessionsWithReport } from "./harvest.js"

/**
 * What can have dots, in order of time and code, issues at the end: `{id, noun, code, title, row}`. `noun` names its row in the command.
 *
 * @param {Gathering} g
 */
export function dotItems(g) {
  const reported = sessionsWithReport(g)
  const topics = g.tables.topics.value
  const sessions = sessionsInOrder(g)
    .filter(session => reported.has(session.id) && !topics.get(session.topic)?.covered)
    .map(session => ({ id: session.id, noun: "session", code: session.code, title: titleOf(topicOf(g.tables, session)), row: session }))
  const issues = [...g.tables.issues.value.values()].filter(issue => !issue.hidden && !issue.covered)
    .map(issue => ({ id: issue.id, noun: "issue", code: "", title: issue.text, row: issue }))
  return [...sessions, ...issues]
}

/**
 * The groups of closed dots with what is in them: `[{cluster, name, items}]`. Empty groups, and all while dots are open, are left out.
 *
 * @param {Gathering} g
 * @param {[string, string][]} clusters
 */
export function clustersOf(g, clusters) {
  if (g.about.value.convergence !== "dots") return []
  const items = dotItems(g)
  return clusters.map(([cluster, name]) => ({ cluster, name, items: items.filter(({ row }) => row.cluster === cluster) }))
    .filter(group => group.items.length)
}

/** Whether dots were closed, and there is something to show of them. */
export function hasClusters(g) {
  return g.about.value.convergence === "dots" && [g.tables.sessions, g.tables.issues]
    .some(table => [...table.value.values()].some(row => row.cluster))
}

function titleOf(topic) {
  return topic?.report_title || topic?.title || ""
}
