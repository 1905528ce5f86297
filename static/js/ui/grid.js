// The grid of rooms and time slots: a matrix on the wall and on wide screens, a schedule on a phone. Used by phone,
// wall, door and host; cells are buttons where somebody can act on them. On a wide screen the matrix scrolls in a frame
// of its own, where the heads of rooms and time slots stay in sight.
import { html, useEffect, useRef, useState } from "../core/html.js"
import { classes, dragging } from "./card.js"
import { useFlip } from "./flip.js"
import { Matrix } from "./matrix.js"
import { Schedule } from "./schedule.js"
import { fits, inRoom } from "../core/free_cells.js"
import { now, nowAndNext } from "../core/clock.js"

// A phone on its side is wide, too, but too low for a frame.
const wide = matchMedia("(min-width: 48rem) and (min-height: 30rem)")

/**
 * `rooms` and `slots`: rows to show (default: all unfolded rooms, all slots of the gathering).
 * `picked`: a topic row in hand; free cells then say "place here".
 * `onCell(room, slot, held, dropped)`: rows of the cell; `held` is `{session, topic}` or null;
 *   `dropped` is `{topic, session}` when a card was dragged there, else undefined.
 *   Called for free cells, and for held ones while something is picked or nobody listens to onTopic.
 * `onTopic(topic, session)`: a card was tapped while nothing is picked; one that is being saved has no session yet.
 * `movable(topic, session)`: may a fine pointer drag this card? Default: own cards, where onCell is.
 * `pending`: Map of `${room}|${slot}` → topic that is being placed there ("saving…").
 * `layout`: "matrix", "list" or "auto" (by the width of the screen). `columns`: "rooms" or "slots".
 * `noteOf(slot)`: a few words on a time slot, or "".
 * `signsOf(topic)`: short words to show on a card of the schedule. `freeOnly`: the schedule shows free cells only.
 * `size`: of the cards; `glowing`: Set of session ids to light up; `live`: mark now and past.
 *
 * @param {{g: Gathering, [more: string]: any}} given
 */
export function Grid({ layout = "auto", ...props }) {
  const isWide = useWide()
  const root = useRef(null)
  const { g } = props
  const rooms = props.rooms ?? g.rooms.value
  const slots = props.slots ?? g.slots.value
  useFlip(root, [layout, isWide, ...rooms.map(room => room.id), ...slots.map(slot => slot.id)].join())
  const taking = Boolean(props.onCell && (props.picked || dragging.value))
  const shared = { columns: "rooms", ...props, rooms, slots, taking, ...acts(props), times: timesOf(props) }
  const asMatrix = layout === "matrix" || (layout === "auto" && isWide)
  const grid = html`
    <div ref=${root} class=${classes("grid", { "grid--picking": taking })}>
      ${asMatrix ? html`<${Matrix} ...${shared} />` : html`<${Schedule} ...${shared} />`}
    </div>`
  return layout === "auto" ? html`<div class=${isWide ? "grid-frame" : ""} style=${{ "--rooms": rooms.length }}>${grid}</div>` : grid
}

/**
 * What each cell shows and does, from what the page listens to.
 *
 * @param {{g: Gathering, [more: string]: any}} props
 */
function acts({ g, picked, onCell, onTopic, movable, pending, glowing, size }) {
  const mayDrag = movable ?? (onCell ? topic => topic.mine : null)
  const cellProps = (room, slot) => {
    const key = `${room.id}|${slot.id}`
    const held = g.cells.value.get(key) ?? null
    const inHand = picked ?? dragging.value?.topic
    const other = held ? null : inRoom(g, room, slot)
    const busy = other && other.topic.id !== inHand?.id ? other.session.code : ""
    const isFor = held || (!busy && (!inHand || fits(inHand, slot)))
    const coming = pending?.get(key)
    const shown = held ?? (coming && { topic: coming })
    const tap = shown && onTopic && !picked
      ? () => onTopic(shown.topic, shown.session)
      : onCell && isFor && (held || !coming) && (() => onCell(room, slot, held))
    const onDrop = onCell && isFor && (() => {
      const dropped = dragging.value
      dragging.value = null
      if (dropped) onCell(room, slot, null, dropped)
    })
    return {
      g, room, slot, held, busy, picked, glowing, size: size ?? "phone", pending: coming, movable: mayDrag,
      onTap: tap || undefined, onDrop: onDrop || undefined,
    }
  }
  return { cellProps }
}

/**
 * slot → "now", "next", "past" or null.
 *
 * @param {{g: Gathering, live?: boolean, [more: string]: any}} props
 */
function timesOf({ g, live = true }) {
  if (!live) return () => null
  const { now: current, next } = nowAndNext(g)
  const at = now().getTime()
  return slot => {
    if (current.includes(slot)) return "now"
    if (slot === next) return "next"
    return Date.parse(slot.ends_at) <= at ? "past" : null
  }
}

/** Whether the screen is wide enough for the matrix. */
export function useWide() {
  const [isWide, setWide] = useState(wide.matches)
  useEffect(() => {
    const listen = () => setWide(wide.matches)
    wide.addEventListener("change", listen)
    return () => wide.removeEventListener("change", listen)
  }, [])
  return isWide
}
