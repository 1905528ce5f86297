// Items as the host lists them.
import { itemNamed, NOUNS } from "../core/items.js"
import { inQuotes, t } from "../core/language.js"
import { EVIDENCE_GROUPS, NOTE_NAMES } from "../core/vocabulary.js"

/**
 * `{table, row, text, kind, note, name}` of one row, to be listed. `note` is the content note of the text, `name` what names the
 * item where nobody can open it: its text, or its content note.
 */
export function asItem(table, row) {
  const [text, kind, note] = table === "topics" ? [row.title, t("Topic"), ""]
    : table === "notes" ? [row.text || row.alt || row.url || t("A photo"), NOTE_NAMES[row.kind] ?? row.kind, row.content_note]
    : table === "issues" ? [row.text, t("Issue"), ""]
    : [row.text, kindOfEvidence(row), row.content_note]
  return { table, row, text, kind, note: note || "", name: note ? t("Content note: {note}", { note }) : text }
}

function kindOfEvidence({ form, bearing }) {
  if (form === "closing") return t("Closing reflection")
  const name = EVIDENCE_GROUPS.find(group => group.form === form && group.bearing === bearing)?.name ?? ""
  return form === "evidence" ? t("Evidence: {kind}", { kind: name }) : name
}

/** All items of the gathering. */
export function itemsOf(g) {
  return Object.keys(NOUNS).flatMap(table => [...g.tables[table].value.values()].filter(row => !isTakenBack(row)).map(row => asItem(table, row)))
}

/** Whether it is a topic whose convener withdrew it: then only they have its words. */
export function isTakenBack(row) {
  return Boolean(row.withdrawn) && !row.title
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
  return row && !isTakenBack(row) ? asItem(table, row) : null
}

/** Its name in quotation marks. */
export function quoted(g, named) {
  const item = itemIn(g, named)
  return item ? inQuotes(item.name.slice(0, 120)) : t("something that is gone")
}
