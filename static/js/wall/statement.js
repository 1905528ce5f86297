// The statement on the wall, with what people brought to it in equal columns.
import { html, useRef } from "../core/html.js"
import { inQuotes, t } from "../core/language.js"
import { classes } from "../ui/card.js"
import { useFlip } from "../ui/flip.js"
import { useStageSize } from "./paging.js"

/** @param {Props} props */
export function Statement({ g, stage }) {
  const root = useRef(null)
  useFlip(root, stage.turning.index.value)
  useStageSize(root, stage, { within: ".brought__items", weight: 400 })
  const page = stage.page.value ?? [EMPTY, EMPTY, EMPTY]
  return html`<main id="main" class="scene scene--statement">
    <p class="scene-statement" dir="auto" data-fit>${inQuotes(g.about.value.statement)}</p>
    <div class="brought" ref=${root}>
      ${page.map((column, nth) => html`<${Column} key=${column.key + nth} column=${column} fresh=${stage.fresh.value} />`)}
    </div>
  </main>`
}

/** Only there to be measured, before pages are dealt. */
export const EMPTY = { key: "", heading: " ", parts: [] }

/** @param {Props} props */
export function Column({ column, fresh }) {
  return html`<section class=${"brought__column"} aria-label=${column.heading}>
    <h2>${column.heading}</h2>
    <ul class="brought__items">
      ${column.key && !column.parts.length && html`<li class="soft">${t("Nothing yet.")}</li>`}
      ${column.parts.map(part => html`
        <li key=${`${part.id}.${part.nth}`} data-flip=${`${part.id}.${part.nth}`}
          class=${classes("brought__item", { "brought__item--new": fresh.has(part.id) })}>
          <p class="brought__text" dir="auto">${part.text}</p>
          ${part.foot && html`<p class="soft" dir="auto">${part.foot}</p>`}
        </li>`)}
    </ul>
  </section>`
}
