// Where the dots are: what has many, some or a few, in columns like those of the statement.
import { html, useRef } from "../core/html.js"
import { t } from "../core/language.js"
import { useStageSize } from "./paging.js"
import { Column, EMPTY } from "./statement.js"

const NOTHING_FRESH = new Set()

/** @param {Props} props */
export function Clusters({ stage }) {
  const root = useRef(null)
  useStageSize(root, stage, { within: ".brought__items", weight: 400 })
  const page = stage.page.value ?? [EMPTY, EMPTY, EMPTY]
  return html`<main id="main" class="scene scene--statement">
    <p class="scene-statement" data-fit>${t("Where the dots are")}</p>
    <div class="brought" ref=${root}>
      ${page.map((column, nth) => html`<${Column} key=${column.key + nth} column=${column} fresh=${NOTHING_FRESH} />`)}
    </div>
  </main>`
}
