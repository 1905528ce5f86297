// Items: topics, notes, evidence and issues. Commands, reports and pauses name one of them, each by its own argument.
import { inWords, t } from "./language.js"

/** Table → the argument that names its rows. @type {Record<"topics" | "notes" | "evidence" | "issues", string>} */
export const NOUNS = { topics: "topic", notes: "note", evidence: "evidence", issues: "issue" }

/** `{table, id}` of the item that a report, a pause or a command names. */
export function itemNamed(named) {
  const [table, noun] = Object.entries(NOUNS).find(([, name]) => named[name])
  return { table, id: named[noun] }
}

/**
 * A row as it is shown: "Kim and Rosa", and the words in place of a covered item, are English in what the server sends.
 * Author and host see the item.
 */
export function shownRow(row) {
  if (row.convener_names) row = { ...row, convener_name: inWords(row.convener_names) }
  if (!row.covered || row.mine || "hidden_with" in row) return row
  return { ...row, ["title" in row ? "title" : "text"]: t("Covered by the facilitator for the moment.") }
}

/** Signs of an item for its host: that it worries somebody, and that it is covered. Others have no such columns. */
export function signsOf(g, row) {
  const flags = [...(g.tables.flags?.value.values() ?? [])]
  const isFlagged = flags.some(flag => !flag.mine && itemNamed(flag).id === row.id)
  return [isFlagged && t("worries somebody"), row.covered && "hidden_with" in row && t("covered")].filter(Boolean)
}
