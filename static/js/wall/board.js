// The grid on the wall: one page of it, as large as the stage. What is new glows.
import { html, useRef } from "../core/html.js"
import { t } from "../core/language.js"
import { classes } from "../ui/card.js"
import { ElsewhereBelow, ElsewherePage } from "./elsewhere.js"
import { Grid } from "../ui/grid.js"
import { useStageSize } from "./paging.js"

/** `name` and `isShown`: what is shown, if it is not the grid as it is now. @param {Props} props */
export function Board({ g, stage, moves, name = "", isShown = null }) {
  const root = useRef(null)
  useStageSize(root, stage, { within: ".board-stage" })
  const page = stage.page.value
  const phase = g.phase.value
  return html`
    <main id="main" class=${classes("board", `board--${name || phase}`, { "board--whole": page?.whole })} ref=${root} style=${{ "--scale": page?.scale ?? 1 }}>
      <div class="board-stage">${page?.elsewhere ? html`<${ElsewherePage} ...${{ g, page, isShown }} />`
        : !g.rooms.value.length || !g.slots.value.length
        ? html`<p class="wall-quiet">${t("Rooms and times will appear here.")}</p>`
        : page && html`<${Grid} ...${{ g, rooms: page.rooms, slots: page.slots, columns: page.columns }}
            layout="matrix" size="wall" glowing=${moves.glowing.value} live=${!name && phase === "sessions"} />`}</div>
      ${page && !page.elsewhere && html`<${ElsewhereBelow} ...${{ g, day: page.day, isShown }} />`}
    </main>`
}
