// Items: topics, notes and evidence. Commands, reports and pauses name one of them, each by its own argument.

/** Table → the argument that names its rows. @type {Record<"topics" | "notes" | "evidence", string>} */
export const NOUNS = { topics: "topic", notes: "note", evidence: "evidence" }

/** `{table, id}` of the item that a report, a pause or a command names. */
export function itemNamed(named) {
  const [table, noun] = Object.entries(NOUNS).find(([, name]) => named[name])
  return { table, id: named[noun] }
}
