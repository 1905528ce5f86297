// Items as the host lists them.
import { itemNamed, NOUNS } from "../core/items.js"
import { EVIDENCE_GROUPS, NOTE_NAMES } from "../core/vocabulary.js"

/** `{table, row, text, kind}` of one row, to be listed. */
export function asItem(table, row) {
  if (table === "topics") return { table, row, text: row.title, kind: "Topic" }
  if (table === "notes") {
    return { table, row, text: row.text || row.alt || row.url || "A photo", kind: NOTE_NAMES[row.kind] ?? row.kind }
  }
  return { table, row, text: row.text, kind: kindOfEvidence(row) }
}

function kindOfEvidence({ form, bearing }) {
  const name = EVIDENCE_GROUPS.find(group => group.form === form && group.bearing === bearing)?.name ?? ""
  return form === "evidence" ? `Evidence: ${name}` : name
}

/** All items of the gathering. */
export function itemsOf(g) {
  return Object.keys(NOUNS).flatMap(table => [...g.tables[table].value.values()].map(row => asItem(table, row)))
}

/** The argument of a command about this item: `{note: "n12"}`. */
export function argumentOf({ table, row }) {
  return { [NOUNS[table]]: row.id }
}

/** The same for the item that a rest or a report names. */
export function argumentIn(named) {
  const { table, id } = itemNamed(named)
  return { [NOUNS[table]]: id }
}

/** The item that a rest, a report or a command names, or null if it is gone. */
export function itemIn(g, named) {
  const { table, id } = itemNamed(named)
  const row = g.tables[table].value.get(id)
  return row ? asItem(table, row) : null
}

/** Its text in quotation marks. */
export function quoted(g, named) {
  const item = itemIn(g, named)
  return item ? `“${item.text.slice(0, 120)}”` : "something that is gone"
}
