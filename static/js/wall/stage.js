// The room there is for the grid, and the pages dealt for it.
import { computed, effect, signal, untracked } from "../core/html.js"
import { now, nowAndNext } from "../core/clock.js"
import { dealPages } from "./pages.js"
import { createTurning } from "./turning.js"

/** `size` is set by whoever draws the grid: `{width, height, text}` in px, of the cells' face. */
export function createStage(g) {
  const size = signal(null)
  // Compared by value, so that the passing of time alone deals no new pages.
  const dates = computed(() => datesToShow(g).join())
  const pages = computed(() => {
    if (!size.value) return []
    const days = g.days.value.filter(day => dates.value.includes(day.date))
    return dealPages({ days, rooms: g.rooms.value, ...size.value, lengthOf: lengths(size.value) })
  })
  const isNow = page => nowAndNext(g).now.some(slot => page.slots.includes(slot))
  // While sessions run, the wall is about today; before, people plan all the days to come.
  const isWorth = page =>
    page.slots.some(slot => Date.parse(slot.ends_at) > now().getTime()) &&
    (g.phase.value !== "sessions" || page.day.date === dates.value.split(",")[0])
  const turning = createTurning({ pages: () => pages.value, isNow, isWorth })
  // A page that is no longer there turns to the one where the day is.
  effect(() => {
    const count = pages.value.length
    if (count && turning.index.peek() >= count) untracked(turning.start)
  })
  // Begins where the day is, and comes back there with every new phase.
  let begun = null
  effect(() => {
    const phase = g.phase.value
    if (begun === phase || !pages.value.length) return
    begun = phase
    untracked(turning.start)
  })

  const page = computed(() => pages.value[turning.index.value] ?? pages.value[0] ?? null)
  return { size, pages, page, turning, showSession }

  function showSession(session) {
    turning.show(page =>
      page.rooms.some(room => room.id === session.room) && page.slots.some(slot => slot.id === session.slot))
  }
}

/** A day that is over does not come back to the wall, unless all are. */
function datesToShow(g) {
  const days = g.days.value.filter(day => day.slots.some(slot => slot.kind === "session"))
  const open = days.filter(day => Date.parse(day.slots.at(-1).ends_at) > now().getTime())
  return (open.length ? open : days).map(day => day.date)
}

export function lengths({ text, face, weight }) {
  const pen = document.createElement("canvas").getContext("2d")
  pen.font = `${weight} ${text}px ${face}`
  const known = new Map()
  return string => {
    if (!known.has(string)) known.set(string, pen.measureText(string).width)
    return known.get(string)
  }
}
