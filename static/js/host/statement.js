// The statement on “Now”: the organisers' own evidence, and whether every wall shows it.
import { html } from "../core/html.js"
import { newestFirst } from "../core/gathering.js"
import { inQuotes, t } from "../core/language.js"
import { withCommas } from "../core/lists.js"
import { can } from "../core/possible.js"
import { asItem } from "./items.js"
import { ShowOnWall } from "./wall_view.js"

/** @param {Props} props */
export function Statement({ host }) {
  const { g } = host
  const { statement, phase } = g.about.value
  if (!statement) return null
  const own = newestFirst(g.tables.evidence).filter(row => row.mine && row.form !== "closing")
  return html`
    <section class="paper" aria-labelledby="statement-title">
      <h2 id="statement-title">${t("Statement")}</h2>
      <p>${inQuotes(statement)}</p>
      ${phase === "lobby" && !own.length && html`<p class="hint">${t("Add about eight items before people arrive, on all sides. Then nobody meets an empty page. Everybody sees that they are the organisers’.")}</p>`}
      <div class="row">
        ${can(g, "post_evidence") && html`<button class="button" onClick=${() => host.open("evidence")}>${t("Add evidence")}</button>`}
        <${ShowOnWall} host=${host} view="statement" />
        <a href=${`/${host.code}/statement`} target="_blank" rel="noopener">${t("All that was brought")}</a>
      </div>
      ${own.length > 0 && html`
        <details class="doors" open=${phase === "lobby"}><summary>${t("What you added")}</summary>
          <ul class="entries">${own.map(row => html`<${Own} key=${row.id} host=${host} row=${row} />`)}</ul>
        </details>`}
    </section>`
}

/** @param {Props} props */
function Own({ host, row }) {
  const { text, kind } = asItem("evidence", row)
  const may = name => can(host.g, name, { evidence: row })
  const retract = async () => {
    const isSure = await host.confirm({ title: t("Take it back?"), text: t("“{text}” disappears from every screen and from the book.", { text }), yes: t("Take it back"), danger: true })
    if (isSure) host.send("retract_evidence", { evidence: row.id }, t("Taken back."))
  }
  return html`
    <li class="entry entry--acts">
      <span class="entry__text entry__text--short"><bdi>${text}</bdi><span class="entry__more soft">${withCommas([kind, !row.seeded && t("typed in for somebody")])}</span></span>
      <span class="entry__acts">
        ${may("edit_evidence") && html`<button class="button button--quiet" aria-label=${t("Edit: {text}", { text })}
          onClick=${() => host.open("evidence", { evidence: row.id })}>${t("Edit")}</button>`}
        ${may("retract_evidence") && html`<button class="button button--quiet" aria-label=${t("Take back: {text}", { text })} onClick=${retract}>${t("Take back")}</button>`}
      </span>
    </li>`
}
