// The projected wall: reads, never writes.
import { html, render } from "../core/html.js"
import { createGathering } from "../core/gathering.js"
import { connect } from "../core/connection.js"
import { setAlarm } from "../core/alarm.js"
import { ringPlanned } from "../core/bells.js"
import { createAnnounced } from "./announced.js"
import { ring } from "./bell.js"
import { watchMoves } from "./moves.js"
import { createGalleryStage } from "./gallery_stage.js"
import { createClustersStage } from "./clusters_stage.js"
import { createShown } from "./shown.js"
import { chime, keepSound } from "./sound.js"
import { createStage } from "./stage.js"
import { createStatementStage } from "./statement_stage.js"
import { keepTheme } from "./theme.js"
import { isGridPhase, Wall } from "./wall.js"

const state = JSON.parse(document.getElementById("state").textContent)
const g = createGathering(state)
const connection = connect({ code: state.page.code, as: "wall", g, onBell: ringAloud })
const stage = createStage(g)
const statement = createStatementStage(g)
const gallery = createGalleryStage(g)
const dots = createClustersStage(g)
const shown = createShown(g, view => ({ statement: !!g.about.value.statement, gallery: gallery.isWorth.value, dots: dots.isWorth.value })[view] ?? false)
const moves = watchMoves(g, stage.showSession)
const announced = createAnnounced(g, () => !shown.view.value && isGridPhase(g.phase.value))
keepTheme()
keepSound()
ringPlanned(g, ringAloud)
setAlarm(() => g.about.value.timer?.ends_at ? [{ at: Date.parse(g.about.value.timer.ends_at) }] : [], chime)

render(
  html`<${Wall} ...${{ g, page: state.page, connection, stage, statement, gallery, dots, announced, shown, moves }} />`,
  document.getElementById("wall"),
)

function ringAloud(bell) {
  ring(bell)
  chime()
}
