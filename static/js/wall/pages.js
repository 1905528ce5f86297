// How many rooms and time slots one page of the wall holds. Text never gets smaller than 2.5 % of
// the screen. A day that fits a page is shown whole; where its longer titles are shortened there, or
// it does not fit, it is dealt out onto pages by day, by time, then by rooms.
import { holdsCells } from "../core/free_cells.js"
import { t } from "../core/language.js"

// Titles as people write them: half of them under 42 characters, a quarter over 60. A fixed measure,
// so that the wall does not deal its pages anew with every title that lands.
const MEASURE = [
  t("Waiting rooms that calm"),
  t("Supervision on a shoestring"),
  t("Carers: who holds us?"),
  t("Who writes the crisis plan, and when?"),
  t("Small teams, large caseloads, no miracles"),
  t("What a good ending looks like"),
  t("Peer support workers in the ward round"),
  t("Learning from the week that went wrong"),
  t("How do we talk about risk without frightening each other?"),
  t("Art, gardening and walking groups: what is the evidence for them?"),
  t("What would it take for a service to learn from its complaints?"),
  t("Sharing a formulation with the whole team without losing the person it is about"),
]
/** A convener's name follows on the title's last line where it has no line of its own (fit.js). */
const CONVENER = t("Alex Morgan")
/** Share of such titles that must fit a cell in full, or the page holds fewer cells. */
const COMPLETE_ENOUGH = 0.75
const NARROWEST = 7.5
/** Height in em of a time slot's head where rooms are the columns: its code, from, and until. */
const SLOT_HEAD = 3.75
/** Sizes of text that are tried if there is room to spare, and the share of titles that must still fit. */
const LARGER = [1.5, 1.35, 1.2, 1.1]
const COMPLETE_WHEN_LARGER = 0.9
/** A whole day on one page is dense: cells of at least this many em and lines, conveners left out. */
const DENSE = { width: 6, lines: 2, line: 1.1, text: 2.5 / 2.6 }

/**
 * Pages `[{day, rooms, slots, columns, scale, whole}]` for a stage of `width` × `height` px with text of `text` px.
 * `days` as of createGathering; breaks and plenaries go with the session slot before them.
 * `lengthOf(string)` measures in the wall's face at `text` px.
 */
export function dealPages(stage) {
  const { days, rooms } = stage
  if (!rooms.length || !days.length) return []
  const counts = days.map(day => sessionSlots(day.slots).length)
  const longest = Math.max(1, ...counts)
  const bands = Math.max(0, ...days.map((day, index) => day.slots.length - counts[index]))
  const measured = { ...stage, longest, bands }
  let best = null
  for (const columns of ["rooms", "slots"]) {
    for (let perSlots = longest; perSlots >= 1; perSlots--) {
      for (let perRooms = rooms.length; perRooms >= 1; perRooms--) {
        const hands = Math.ceil(rooms.length / perRooms)
        const count = counts.reduce((sum, slots) => sum + Math.ceil(slots / perSlots) * hands, 0)
        if (best?.enough && count > best.count) continue
        const share = completeShare(measured, { columns, perSlots, perRooms })
        const option = { columns, perSlots, perRooms, count, share, enough: share >= COMPLETE_ENOUGH }
        if (better(option, best)) best = option
      }
    }
  }
  const scale = LARGER.find(times => completeShare(enlarged(measured, times), best) >= COMPLETE_WHEN_LARGER) ?? 1
  return days.flatMap(day => {
    const dealt = deal(sessionSlots(day.slots), best.perSlots).flatMap((part, index, parts) =>
      deal(rooms, best.perRooms).map(some => ({
        day, rooms: some, slots: withBands(day.slots, part, index === 0, index === parts.length - 1),
        columns: best.columns, scale,
      })))
    const columns = dealt.length > 1 && denseColumns(stage, day)
    return columns ? [{ day, rooms, slots: day.slots, columns, scale: DENSE.text, whole: true }, ...dealt] : dealt
  })
}

/** Which way round a whole day fits one page, the way that shows more of its titles; null if neither. */
function denseColumns({ width, height, text, rooms, lengthOf }, day) {
  const slots = sessionSlots(day.slots).length
  const bands = (day.slots.length - slots) * text * 1.5
  const shown = columns => {
    const across = columns === "slots"
    const column = (width - text * (across ? 7.2 : 4) - (across ? bands : 0)) / (across ? slots : rooms.length)
    const isWrapped = !across && rooms.some(({ letter, name }) => lengthOf(`${letter}  ${name}`) > column - text * 0.5)
    const cell = {
      width: column / text - 0.8,
      lines: Math.floor(((height - text * (isWrapped ? 2.9 : 1.7) - (across ? 0 : bands)) / (across ? rooms.length : slots) - text * 0.4) / (text * DENSE.line)),
    }
    return cell.width < DENSE.width || cell.lines < DENSE.lines ? 0 : Math.floor(cell.width) * cell.lines
  }
  const [best] = ["slots", "rooms"].sort((a, b) => shown(b) - shown(a))
  return shown(best) ? best : null
}

function better(option, best) {
  if (!best || option.enough !== best.enough) return !best || option.enough
  if (option.enough && option.count !== best.count) return option.count < best.count
  return option.share > best.share + 0.01
}

function enlarged(stage, times) {
  return { ...stage, text: stage.text * times, lengthOf: string => stage.lengthOf(string) * times }
}

/** The share of titles that would fit one cell of such a page in full; 0 if it is too narrow. */
function completeShare({ longest, bands, width, height, text, lengthOf }, { columns, perSlots, perRooms }) {
  const bandsHere = Math.ceil(bands * perSlots / longest)
  const across = columns === "slots"
  const line = text * 1.2
  const head = across
    ? { width: text * 9, height: line * 1.9 }
    : { width: text * 4.6, height: line * 2.4 }
  const band = bandsHere * line * 1.4
  const cell = {
    width: (width - head.width - (across ? band : 0)) / (across ? perSlots : perRooms) - text * 1.1,
    height: (height - head.height - (across ? 0 : band)) / (across ? perRooms : perSlots) - text * 0.65,
  }
  if (cell.width < text * NARROWEST || (!across && cell.height < text * SLOT_HEAD)) return 0
  const lines = Math.floor(cell.height / (text * 1.18))
  const fitting = MEASURE.filter(title => linesOf(`${title} ${CONVENER}`, cell.width, text * 2, lengthOf) <= lines)
  return fitting.length / MEASURE.length
}

/** Lines that `title` takes, wrapped by words at `width`, after an indent for the session code. */
function linesOf(title, width, indent, lengthOf) {
  const space = lengthOf(" ")
  let lines = 1
  let at = indent
  for (const word of title.split(" ")) {
    const long = lengthOf(word)
    if (at > 0 && at + space + long > width) {
      lines += Math.ceil(long / width)
      at = long % width
    } else at += space + long
  }
  return lines
}

function sessionSlots(slots) {
  return slots.filter(holdsCells)
}

/** Deals evenly: 9 by at most 4 are 3, 3, 3. */
function deal(list, most) {
  const hands = Math.ceil(list.length / most) || 1
  const size = Math.ceil(list.length / hands)
  return Array.from({ length: hands }, (_, i) => list.slice(i * size, (i + 1) * size)).filter(hand => hand.length)
}

/** The session slots of one page with the breaks and plenaries that lie between and after them. */
function withBands(all, part, first, last) {
  const from = first ? 0 : all.indexOf(part[0])
  const next = all.slice(all.indexOf(part.at(-1)) + 1).findIndex(holdsCells)
  const to = last || next < 0 ? all.length : all.indexOf(part.at(-1)) + 1 + next
  return all.slice(from, to)
}
