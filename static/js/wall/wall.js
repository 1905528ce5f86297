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
import { Statement } from "./statement.js"

const STAGES = { lobby: Lobby, opening: Opening, closing: Closing, harvest: Closing, closed: Closed }

/** @param {Props} props */
export function Wall({ g, page, connection, stage, statement, shown, moves }) {
  const root = useRef(null)
  useEffect(() => keepFitting(root.current), [])
  const isStatement = shown.view.value === "statement"
  const turning = (isStatement ? statement : stage).turning
  useEffect(() => keys(turning, shown), [turning])
  const phase = g.phase.value
  const Stage = isStatement ? Statement : STAGES[phase]
  return html`
    <div ref=${root} class=${`wall-page wall-page--${isStatement ? "statement" : Stage ? "scene" : "grid"}`}>
      <${Head} ...${{ g, onGrid: !Stage }} />
      ${Stage
        ? html`<${Stage} ...${{ g, page, stage: statement }} />`
        : html`<${Board} ...${{ g, stage, moves }} />`}
      <${Foot} ...${{ g, page, stage, connection, moves, onGrid: !Stage, statement: isStatement && statement,
        small: isStatement || !STAGES[phase] || phase === "opening" }} />
      <${Controls} ...${{ g, shown, turning, count: (isStatement ? statement : stage).pages.value.length }} />
      <${QrSheet} ...${{ g, page }} />
      <${Bell} />
    </div>`
}
