// The projected wall: reads, never writes.
import { html, render } from "../core/html.js"
import { pageAnsweredAt } from "../core/clock.js"
import { createGathering } from "../core/gathering.js"
import { connect } from "../core/connection.js"
import { setAlarm } from "../core/alarm.js"
import { ringPlanned } from "../core/bells.js"
import { createAnnounced } from "./announced.js"
import { ring } from "./bell.js"
import { watchMoves } from "./moves.js"
import { createGalleryStage } from "./gallery_stage.js"
import { createClustersStage } from "./clusters_stage.js"
import { createNewsStage } from "./news_stage.js"
import { createReplay } from "./replay.js"
import { createShown } from "./shown.js"
import { chime, keepSound } from "./sound.js"
import { createStage } from "./stage.js"
import { createStatementStage } from "./statement_stage.js"
import { keepTheme } from "./theme.js"
import { isGridPhase, Wall } from "./wall.js"

const state = JSON.parse(document.getElementById("state").textContent)
const g = createGathering(state, pageAnsweredAt())
const connection = connect({ code: state.page.code, as: "wall", g, onBell: ringAloud })
const stage = createStage(g)
const statement = createStatementStage(g)
const gallery = createGalleryStage(g)
const dots = createClustersStage(g)
const replay = createReplay(g, state.page.code)
const has = { statement: () => !!g.about.value.statement, gallery: () => gallery.isWorth.value, dots: () => dots.isWorth.value, news: isNewsWorth,
  theme: () => true, blank: () => true, replay: () => replay.isWorth.value }
const shown = createShown(g, view => has[view]?.() ?? false)
const news = createNewsStage(g, state.page.code, () => shown.view.value === "news")
const moves = watchMoves(g, stage.showSession)
const announced = createAnnounced(g, () => !shown.view.value && isGridPhase(g.phase.value))
keepTheme()
keepSound()
ringPlanned(g, ringAloud)
setAlarm(() => g.about.value.timer?.ends_at ? [{ at: Date.parse(g.about.value.timer.ends_at) }] : [], chime)

render(
  html`<${Wall} ...${{ g, page: state.page, connection, stage, statement, gallery, dots, news, replay, announced, shown, moves }} />`,
  document.getElementById("wall"),
)

/** Over several days, or when the host wants it. */
function isNewsWorth() {
  return g.days.value.length > 1 || g.about.value.wall_view === "news"
}

function ringAloud(bell) {
  ring(bell)
  chime()
}
