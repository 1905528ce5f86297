// The whole wall: head, stage by phase, foot, and what lies over it.
import { html, useEffect, useRef } from "../core/html.js"
import { Announced } from "./announced.js"
import { Bell } from "./bell.js"
import { Board } from "./board.js"
import { Blank, Theme } from "./calm.js"
import { Clusters } from "./clusters.js"
import { Controls, keys } from "./controls.js"
import { keepFitting } from "./fit.js"
import { Foot } from "./foot.js"
import { Gallery } from "./gallery.js"
import { Head } from "./head.js"
import { Closed, Closing, Lobby, Opening } from "./phases.js"
import { News } from "./news.js"
import { QrSheet } from "./qr.js"
import { SoundHint } from "./sound_hint.js"
import { Statement } from "./statement.js"

const STAGES = { lobby: Lobby, opening: Opening, closing: Closing, harvest: Closing, closed: Closed }

/** Whether the wall shows the grid in this phase, unless something else was chosen. */
export function isGridPhase(phase) {
  return !STAGES[phase]
}

/** @param {Props} props */
export function Wall({ g, page, connection, stage, statement, gallery, dots, news, replay, announced, shown, moves }) {
  const root = useRef(null)
  useEffect(() => keepFitting(root.current), [])
  // Whoever calls a topic wants it to be seen now, whatever else the wall shows.
  const called = announced.called.value
  const view = called ? "" : shown.view.value
  /** What is shown instead of the phase's own view, and its pages. */
  const chosen = { statement, gallery, dots, news, replay: replay.stage }[view]
  const turning = (chosen ?? stage).turning
  useEffect(() => keys(turning, shown), [turning])
  const phase = g.phase.value
  const Stage = called ? Announced : { statement: Statement, gallery: Gallery, dots: Clusters, news: News }[view] ?? STAGES[phase]
  /** The card that was large moves to its place on the grid, if that is what is seen next. One that was hidden or covered is gone at once. */
  const onLeave = ({ id }, land) => {
    const topic = g.tables.topics.value.get(id)
    if (!topic || topic.covered) return
    const [session] = g.placed.value.get(id) ?? []
    if (session) stage.showSession(session)
    land(session)
  }
  const over = html`<${QrSheet} ...${{ g, page }} /><${SoundHint} /><${Bell} />`
  const Calm = { theme: Theme, blank: Blank }[view]
  if (Calm) {
    return html`<div ref=${root} class="wall-page wall-page--calm"><${Calm} ...${{ g, page }} />
      <${Controls} ...${{ shown, turning, count: 0 }} />${over}</div>`
  }
  return html`
    <div ref=${root} class=${`wall-page wall-page--${called ? "chosen wall-page--announced" : chosen ? "chosen" : Stage ? "scene" : "grid"}`}>
      <${Head} ...${{ g, onGrid: !Stage && !chosen }} />
      ${view === "replay"
        ? html`<${Board} key="replay" ...${{ ...replay, moves: replay, name: "replay" }} />`
        : Stage
        ? html`<${Stage} ...${{ g, page, stage: chosen, called, next: announced.next.value, onLeave }} />`
        : html`<${Board} ...${{ g, stage, moves }} />`}
      <${Foot} ...${{ g, page, stage, connection, moves, onGrid: !Stage && !chosen, chosen,
        next: called || chosen ? [] : announced.next.value,
        small: chosen || !STAGES[phase] || phase === "opening" }} />
      <${Controls} ...${{ shown, turning, count: (chosen ?? stage).pages.value.length }} />
      ${over}
    </div>`
}
