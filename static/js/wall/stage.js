// The room there is for the grid, and the pages dealt for it.
import { holdsCells } from "../core/free_cells.js"
import { computed, effect, untracked } from "../core/html.js"
import { now, nowAndNext } from "../core/clock.js"
import { beginOf, endOf } from "../core/places.js"
import { withElsewhere } from "./elsewhere.js"
import { dealPages } from "./pages.js"
import { createPaging } from "./paging.js"

const SOON = 30 * 60_000

export function createStage(g) {
  // Compared by value, so that the passing of time alone deals no new pages.
  const dates = computed(() => datesToShow(g).join())
  const deal = room => {
    const days = g.days.value.filter(day => dates.value.includes(day.date))
    return withElsewhere(dealPages({ days, rooms: g.rooms.value, ...room }), days, room)
  }
  const isNow = page => nowAndNext(g).now.some(slot => page.slots.includes(slot)) ||
    page.elsewhere?.some(({ session }) => Math.abs(beginOf(g, session) - now().getTime()) < SOON)
  // While sessions run, the wall is about today; before, people plan all the days to come.
  const isWorth = page =>
    (page.slots.some(slot => Date.parse(slot.ends_at) > now().getTime()) || page.elsewhere?.some(({ session }) => endOf(g, session) > now().getTime())) &&
    (g.phase.value !== "sessions" || page.day.date === dates.value.split(",")[0])
  const paging = createPaging({ deal, isNow, isWorth })
  const { pages, turning } = paging
  // Begins where the day is, and comes back there with every new phase.
  let begun = null
  effect(() => {
    const phase = g.phase.value
    if (begun === phase || !pages.value.length) return
    begun = phase
    untracked(turning.start)
  })

  return { ...paging, showSession }

  function showSession(session) {
    turning.show(page => page.elsewhere?.some(held => held.session.id === session.id) ||
      page.rooms.some(room => room.id === session.room) && page.slots.some(slot => slot.id === session.slot))
  }
}

/** A day that is over does not come back to the wall, unless all are. */
function datesToShow(g) {
  const days = g.days.value.filter(day => day.slots.some(holdsCells) || day.elsewhere.length)
  const open = days.filter(day => Math.max(Date.parse(day.slots.at(-1)?.ends_at) || 0, ...day.elsewhere.map(({ session }) => endOf(g, session))) > now().getTime())
  return (open.length ? open : days).map(day => day.date)
}
