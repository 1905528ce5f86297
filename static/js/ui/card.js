// Draws a topic's card: on the wall, on a phone, and in lists. No other module draws one.
import { signsOf } from "../core/items.js"
import { colourOf } from "../core/places.js"
import { Fragment, html, signal } from "../core/html.js"
import { t } from "../core/language.js"

/** What a fine pointer is dragging just now: `{topic, session}` or null. */
export const dragging = signal(null)

// A card that is taken away while it is dragged never hears the end of it.
addEventListener("pointerdown", () => { dragging.value = null })

const finePointer = matchMedia("(pointer: fine)")

/**
 * `session` is null while the topic has no place. `size`: "wall", "phone" or "row". `mine`, `picked`
 * and `pending` ("saving…") are states to show. With `onTap(topic, session)` the card is a button;
 * with `movable` a fine pointer can drag it onto a free cell of a Grid. `cell` are the props of the
 * cell the card fills, `where` the name of its room, `signs` more short words to show.
 *
 * @param {{g: Gathering, topic: any, session?: any, [more: string]: any}} props
 */
export function Card({
  g, topic, session = null, size = "phone", mine = topic.mine, picked = false, pending = false,
  movable = false, onTap, where = "", signs = [], cell = /** @type {any} */ ({}), children,
}) {
  const props = {
    ...cell,
    class: classes("card", `card--${size}`, session && `slot-${colourOf(g, session)}`, {
      "card--mine": mine, "card--picked": picked, "card--pending": pending,
    }, cell.class),
    "data-flip": topic.id + (session ? `|${session.id}` : ""),
    "data-topic": topic.id,
    ...(movable && finePointer.matches && drag(topic, session)),
  }
  const inside = html`<${Face} ...${{ topic, session, size, mine, picked, pending, where, signs: [...(signs || []), ...signsOf(g, topic)] }} />${children}`
  if (!onTap) return html`<div ...${props}>${inside}</div>`
  return html`
    <button type="button" ...${props} aria-pressed=${picked ? "true" : undefined}
      onClick=${() => onTap(topic, session)}>${inside}</button>`
}

function Face({ topic, session, size, mine, picked, pending, where, signs }) {
  const shown = [
    ...(topic.for_action ? [t("action group")] : []),
    ...signs,
    ...(topic.content_note && (size !== "wall" || topic.content_note.length <= 40) ? [t("content note: {note}", { note: topic.content_note })] : []),
    ...(mine && size !== "wall" ? [t("yours")] : []),
    ...(picked ? [t("picked up")] : []),
    ...(pending ? [t("saving…")] : []),
    ...(wantsNotes(session) ? [t("notes wanted")] : []),
  ]
  return html`<${Fragment}>
    <span class="card-title">
      ${session && html`<span class="code">${session.code}</span> `}<span class="card-words" dir="auto">${topic.title}</span>
    </span>
    ${(where || topic.convener_name || shown.length > 0) && html`
      <span class="card-foot">
        ${where && html`<span class="card-where">${where}</span>`}
        ${topic.convener_name && html`<span class="card-by">${topic.convener_name}${topic.convener_typed && (size === "wall" ? TYPED_SIGN : ` ${TYPED}`)}</span>`}
        ${shown.map(sign => html`<span class="card-sign" key=${sign}>${sign}</span>`)}
      </span>`}
  <//>`
}

/** Behind a name that somebody else typed. */
export const TYPED = t("(named by somebody else)")
// On the wall there is room for no more; its foot says what it means.
export const TYPED_SIGN = "*"

/** A name with a word on it where somebody else typed it; nothing for no name. */
export function named(name, isTyped) {
  return name && (isTyped ? `${name} ${TYPED}` : name)
}

/** A session that asks the room for somebody to take its notes. */
export function wantsNotes(session) {
  return Boolean(session?.notes_wanted && !session.has_note_taker)
}

export function classes(...names) {
  return names.flatMap(name =>
    name && typeof name === "object"
      ? Object.keys(name).filter(key => name[key])
      : name ? [name] : [],
  ).join(" ")
}

function drag(topic, session) {
  return {
    draggable: true,
    onDragStart(event) {
      event.dataTransfer.effectAllowed = "move"
      event.dataTransfer.setData("text/plain", topic.title)
      // The browser takes the picture of the card first; only then may the cells light up.
      setTimeout(() => { dragging.value = { topic, session } })
    },
    onDragEnd() { dragging.value = null },
  }
}
