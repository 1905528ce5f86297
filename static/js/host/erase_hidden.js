// Deleting the words of something hidden for good: the second step after hiding.
import { html } from "../core/html.js"
import { inQuotes, t } from "../core/language.js"
import { can } from "../core/possible.js"

/**
 * `item` is that of items.js.
 *
 * @param {Props} props
 */
export function EraseHidden({ host, item }) {
  const { table, row, name } = item
  if (!can(host.g, "erase_hidden", { item: row })) return null
  const ask = async () => {
    const sure = await host.confirm({
      title: t("Delete {item} for good?", { item: inQuotes(name.slice(0, 60) + (name.length > 60 ? "…" : "")) }),
      text: t("The words are deleted for good, everywhere. Nobody can bring them back."),
      items: whatHappens(host.g, item),
      yes: t("Delete for good"), danger: true,
    })
    if (sure) host.send("erase_hidden", { table, id: row.id }, t("It is deleted for good."))
  }
  return html`<button class="button button--quiet" aria-label=${t("Delete for good… {name}", { name })} onClick=${ask}>${t("Delete for good…")}</button>`
}

function whatHappens(g, { table, row }) {
  const hasNotes = table === "topics" && [...g.tables.notes.value.values()].some(note => note.topic === row.id)
  return [
    hasNotes && t("Its notes stay. The topic is called “Untitled” from then on."),
    row.photo && t("The photo is deleted, too."),
    t("The author is told. All hosts see in the list of what hosts did that something was deleted, and not what it said."),
    t("Only older backups, and files that somebody downloaded, still have it. Ask whoever keeps them to delete them."),
  ].filter(Boolean)
}
