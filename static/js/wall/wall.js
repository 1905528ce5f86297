// The whole wall: head, stage by phase, foot, and what lies over it.
import { html, useEffect, useRef } from "../core/html.js"
import { Bell } from "./bell.js"
import { Board } from "./board.js"
import { Controls, keys } from "./controls.js"
import { keepFitting } from "./fit.js"
import { Foot } from "./foot.js"
import { Gallery } from "./gallery.js"
import { Head } from "./head.js"
import { Closed, Closing, Lobby, Opening } from "./phases.js"
import { QrSheet } from "./qr.js"
import { SoundHint } from "./sound_hint.js"
import { Statement } from "./statement.js"

const STAGES = { lobby: Lobby, opening: Opening, closing: Closing, harvest: Closing, closed: Closed }

/** @param {Props} props */
export function Wall({ g, page, connection, stage, statement, gallery, shown, moves }) {
  const root = useRef(null)
  useEffect(() => keepFitting(root.current), [])
  const view = shown.view.value
  /** What is shown instead of the phase's own view, and its pages. */
  const chosen = { statement, gallery }[view]
  const turning = (chosen ?? stage).turning
  useEffect(() => keys(turning, shown), [turning])
  const phase = g.phase.value
  const Stage = { statement: Statement, gallery: Gallery }[view] ?? STAGES[phase]
  return html`
    <div ref=${root} class=${`wall-page wall-page--${chosen ? "chosen" : Stage ? "scene" : "grid"}`}>
      <${Head} ...${{ g, onGrid: !Stage }} />
      ${Stage
        ? html`<${Stage} ...${{ g, page, stage: chosen }} />`
        : html`<${Board} ...${{ g, stage, moves }} />`}
      <${Foot} ...${{ g, page, stage, connection, moves, onGrid: !Stage, chosen,
        small: chosen || !STAGES[phase] || phase === "opening" }} />
      <${Controls} ...${{ shown, turning, count: (chosen ?? stage).pages.value.length }} />
      <${QrSheet} ...${{ g, page }} />
      <${SoundHint} />
      <${Bell} />
    </div>`
}
