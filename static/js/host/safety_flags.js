// What worries somebody: flags of people, by item. Nobody sees who sent them.
import { html } from "../core/html.js"
import { inQuotes, t } from "../core/language.js"
import { withCommas } from "../core/lists.js"
import { flaggedItems } from "../ui/waiting.js"
import { ItemText } from "./item_text.js"
import { itemIn } from "./items.js"
import { act } from "./safety_now.js"

/** @param {Props} props */
export function Flagged({ host }) {
  const { g } = host
  const flagged = flaggedItems(g)
  if (!flagged.length) return null
  return html`
    <section class="paper" aria-labelledby="flags-title">
      <h2 id="flags-title" tabindex="-1">${t("This worries somebody")}</h2>
      <p class="soft">${t("You do not see who sent it, and their author does not learn of it. Cover an item while you look at it or talk to somebody: others then see that it is covered, and its author is told.")}</p>
      <ul class="entries">
        ${flagged.map(flags => html`<${Item} key=${flags[0].id} host=${host} item=${itemIn(g, flags[0])} flags=${flags} />`)}
      </ul>
    </section>`
}

/** @param {Props} props */
function Item({ host, item, flags }) {
  const { row, name, kind } = item
  const shown = { ...item, kind: withCommas([kind, row.hidden && t("hidden"), row.covered && t("covered")]) }
  const settle = async () => {
    const answers = await Promise.all(flags.map(({ id }) => host.send("settle_flag", { flag: id })))
    if (!answers.every(({ ok }) => ok)) return
    host.notify(t("Settled. Whoever told you gets a word of thanks."))
    keepFocus()
  }
  return html`
    <li class="flagged">
      <div class="entry"><${ItemText} host=${host} item=${shown} photo /></div>
      ${flags.map(({ id, kind: what, words }) => html`
        <p key=${id} class="flagged__words">${what === "photo" && `${t("Somebody says that they are in this photo.")} `}${words ? inQuotes(words) : what === "worry" && t("Nothing was added.")}</p>`)}
      <div class="row">
        <${Cover} host=${host} item=${item} />
        ${!row.hidden && html`<button class="button button--quiet" aria-label=${t("Hide… {name}", { name })} onClick=${() => act(host, item)}>${t("Hide…")}</button>`}
        <button class="button button--quiet" aria-label=${t("I have looked at it: {name}", { name })} onClick=${settle}>${t("I have looked at it")}</button>
      </div>
    </li>`
}

/** An item that leaves the list takes the focus with it, which would begin at the top of the page then. */
export function keepFocus() {
  setTimeout(() => {
    if (document.activeElement !== document.body) return
    const there = document.getElementById("flags-title") ?? document.getElementById("main")
    there?.focus()
  })
}

/**
 * Covers an item, or shows it again.
 *
 * @param {Props} props
 */
export function Cover({ host, item, then = () => {} }) {
  const { table, row, name } = item
  if (row.hidden) return null
  const cover = () => {
    then()
    host.send("cover", { table, id: row.id, covered: !row.covered }, row.covered ? t("Everybody can read it again.") : t("Covered for the moment. Its author has been told."))
  }
  return html`<button class="button button--quiet" aria-label=${`${row.covered ? t("Show it again") : t("Cover it")}: ${name}`} onClick=${cover}>${row.covered ? t("Show it again") : t("Cover it")}</button>`
}
