// The whole wall: head, stage by phase, foot, and what lies over it.
import { html, useEffect, useRef } from "../core/html.js"
import { Bell } from "./bell.js"
import { Board } from "./board.js"
import { Controls, keys } from "./controls.js"
import { keepFitting } from "./fit.js"
import { Foot } from "./foot.js"
import { Head } from "./head.js"
import { Closed, Closing, Lobby, Opening } from "./phases.js"
import { QrSheet } from "./qr.js"

const STAGES = { lobby: Lobby, opening: Opening, closing: Closing, closed: Closed }

/** @param {Props} props */
export function Wall({ g, page, connection, stage, moves }) {
  const root = useRef(null)
  useEffect(() => keepFitting(root.current), [])
  useEffect(() => keys(stage), [])
  const phase = g.about.value.phase
  const Stage = STAGES[phase]
  return html`
    <div ref=${root} class=${`wall-page wall-page--${Stage ? "scene" : "grid"}`}>
      <${Head} ...${{ g, onGrid: !Stage }} />
      ${Stage
        ? html`<${Stage} ...${{ g, page }} />`
        : html`<${Board} ...${{ g, stage, moves }} />`}
      <${Foot} ...${{ g, page, stage, connection, moves, onGrid: !Stage, small: !STAGES[phase] || phase === "opening" }} />
      <${Controls} stage=${stage} />
      <${QrSheet} ...${{ g, page }} />
      <${Bell} />
    </div>`
}
