// The day in a minute: the grid fills again with what is on it today, session by session. Then it rests, full.
import { call } from "../core/api.js"
import { holdsCells } from "../core/free_cells.js"
import { batch, computed, effect, signal, untracked } from "../core/html.js"
import { withElsewhere } from "./elsewhere.js"
import { dealPages } from "./pages.js"
import { createPaging } from "./paging.js"
import { holds, stepsOf, wholeDays, withBelow } from "./replay_steps.js"
import { isStill } from "../core/looks.js"

/** All steps together, at most. */
const LONGEST = 54_000
/** One step, at most. */
const STEP = 1_200
const BEFORE = 1_500


/**
 * `g` is the gathering with the sessions that the replay has shown so far; `stage` has its pages. It plays when the host taps,
 * and not on a wall that is opened later.
 *
 * @param {Gathering} gathering
 */
export function createReplay(gathering, code) {
  /** Ids of what is shown; null: everything. */
  const shown = signal(/** @type {Set<string> | null} */ (null))
  const newest = signal("")
  const isWorth = computed(() => gathering.placed.value.size > 0)
  const isOn = computed(() => gathering.about.value.wall_view === "replay")
  const isShown = ({ session }) => !shown.value || shown.value.has(session.id)
  // Sessions at free places keep their lines: the grid keeps its height.
  const g = { ...gathering, cells: computed(() => new Map([...gathering.cells.value].filter(([, held]) => isShown(held)))) }
  const deal = room => {
    const days = gathering.days.value.filter(day => day.slots.some(holdsCells) || day.elsewhere.length)
    return withBelow(withElsewhere(wholeDays(dealPages({ days, rooms: gathering.rooms.value, ...room })), days, room))
  }
  const stage = createPaging({ deal })
  const session = id => gathering.tables.sessions.peek().get(id)
  let timer = null
  /** Counts what was begun: an answer that comes too late starts nothing. */
  let run = 0
  let was = isOn.peek()
  effect(() => {
    const on = isOn.value
    if (on === was) return
    was = on
    untracked(on ? play : rest)
  })
  return { g, stage, isWorth, isShown, glowing: computed(() => new Set([newest.value])) }

  async function play() {
    if (isStill()) return
    const mine = ++run
    shown.value = new Set()
    const { body } = await call(`/api/${code}/replay`)
    if (mine !== run) return
    if (!body?.sessions?.length) return rest()
    const steps = stepsOf(body.sessions, stage.pages.peek(), gathering.tables.sessions.peek())
    const each = Math.min(STEP, LONGEST / steps.length)
    const next = () => {
      if (!steps.length) return rest()
      const id = steps.shift()
      batch(() => {
        shown.value = new Set([...shown.peek() ?? [], id])
        newest.value = id
      })
      stage.turning.show(page => holds(page, session(id)))
      timer = setTimeout(next, each)
    }
    stage.turning.show(page => holds(page, session(steps[0])))
    timer = setTimeout(next, BEFORE)
  }

  function rest() {
    run++
    clearTimeout(timer)
    batch(() => { shown.value = null; newest.value = "" })
  }
}
