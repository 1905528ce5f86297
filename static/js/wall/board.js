// The grid on the wall: one page of it, as large as the stage, with what is new aglow.
import { html, useLayoutEffect, useRef } from "../core/html.js"
import { classes } from "../ui/card.js"
import { Grid } from "../ui/grid.js"

/** @param {Props} props */
export function Board({ g, stage, moves }) {
  const root = useRef(null)
  useLayoutEffect(() => {
    const measure = () => {
      const size = sizeOf(root.current)
      if (JSON.stringify(size) !== JSON.stringify(stage.size.value)) stage.size.value = size
    }
    const watch = new ResizeObserver(measure)
    watch.observe(root.current)
    // Only with the real face are words as long as they will be; its rarer letters may come much later.
    document.fonts.addEventListener("loadingdone", measure)
    measure()
    return () => {
      watch.disconnect()
      document.fonts.removeEventListener("loadingdone", measure)
    }
  }, [])
  const page = stage.page.value
  const phase = g.phase.value
  return html`
    <main id="main" class=${classes("board", `board--${phase}`, { "board--whole": page?.whole })} ref=${root} style=${{ "--scale": page?.scale ?? 1 }}>
      ${!g.rooms.value.length || !g.slots.value.length
        ? html`<p class="wall-quiet">Rooms and times will appear here.</p>`
        : page && html`<${Grid} ...${{ g, rooms: page.rooms, slots: page.slots, columns: page.columns }}
            layout="matrix" size="wall" glowing=${moves.glowing.value} live=${phase === "sessions"} />`}
    </main>`
}

export function sizeOf(element, weight = 600) {
  const style = getComputedStyle(element)
  const [text, face] = [parseFloat(style.fontSize), style.fontFamily]
  const loaded = document.fonts.check(`${weight} ${text}px ${face}`)
  return { width: element.clientWidth, height: element.clientHeight, text, face, weight, loaded }
}
