// Deals what people brought to the statement into pages of three columns. A text that is longer than a column goes on
// in the next one: nothing is shrunk and nothing is left out.

/** In em of an item's text. The style sheet (wall_statement.css) uses the same sizes. */
const LINE = 1.25
const PADDING = 1.1
const GAP = 0.6
const FEWEST = 3
/** Rendered lines are a little longer than measured ones. */
const SAFE = 0.97

/**
 * `columns` are the groups that are beside each other, `below` the others; each group is `{key, heading, items}`, and an
 * item is `{id, text, foot}`. `width` and `height` are those of a column, in px; `text` is the size of the type.
 * A page is a list of columns `{key, heading, parts}`, a part `{id, nth, text, foot}`.
 *
 * A group with fewer items than its neighbours begins again, so that no page shows which side has more of them.
 */
export function dealStatement({ columns, below, width, height, text, lengthOf }) {
  if (width < text * 2 || height < text * (LINE * 2 + PADDING)) return []
  const room = roomFor({ width, height, text, lengthOf })
  const filled = columns.map(group => fill(group, room))
  const count = Math.max(1, ...filled.map(({ length }) => length))
  const beside = Array.from({ length: count }, (_, nth) => filled.map(list => list[nth % list.length]))
  const rest = below.filter(({ items }) => items.length).flatMap(group => fill(group, room))
  const others = Array.from({ length: Math.ceil(rest.length / columns.length) }, (_, nth) =>
    rest.slice(nth * columns.length, (nth + 1) * columns.length))
  return [...beside, ...others]
}

/** What a column of this size has for text. */
export function roomFor({ width, text, ...more }) {
  return { ...more, text, width: (width - text * PADDING) * SAFE }
}

/** One group as columns, each as full as it can be; at least one. */
export function fill({ key, heading, items }, room) {
  const all = [[]]
  let left = room.height
  for (const part of items.flatMap(item => partsOf(item, room))) {
    const gap = all.at(-1).length ? GAP * room.text : 0
    if (gap && part.height + gap > left) {
      all.push([])
      left = room.height
    }
    left -= part.height + (all.at(-1).length ? gap : 0)
    all.at(-1).push(part)
  }
  return all.map(parts => ({ key, heading, parts }))
}

function partsOf({ id, text, foot: whole }, room) {
  const high = Math.floor((room.height / room.text - PADDING) / LINE)
  // Where there is hardly any room, it is for the text.
  const foot = whole && high - wrap(whole, room).length >= FEWEST ? whole : ""
  const feet = foot ? wrap(foot, room).length : 0
  const most = high - feet
  const lines = wrap(text, room)
  if (lines.length <= most) return [part({ id, nth: 0, text, foot }, lines.length + feet, room)]
  // One line less: the dots may need it.
  const each = Math.max(1, most - 1)
  const cuts = Array.from({ length: Math.ceil(lines.length / each) }, (_, nth) => lines.slice(nth * each, (nth + 1) * each))
  return cuts.map((cut, nth) => {
    const words = cut.map(({ words, glue }) => words + glue).join("").trim()
    const shown = `${nth ? "… " : ""}${words}${nth < cuts.length - 1 ? " …" : ""}`
    return part({ id, nth, text: shown, foot }, cut.length + 1 + feet, room)
  })
}

function part(shown, lines, { text }) {
  return { ...shown, height: (lines * LINE + PADDING) * text }
}

/** The lines of a text: `{words, glue}`, where `glue` is what is between a line and the next one. */
export function wrap(text, { width, lengthOf }) {
  return text.split("\n").flatMap(paragraph => {
    const lines = wrapped(paragraph.split(/\s+/).filter(Boolean), width, lengthOf)
    lines.at(-1).glue = "\n"
    return lines
  })
}

function wrapped(words, width, lengthOf) {
  const lines = [{ words: "", glue: " " }]
  for (const word of words) {
    const last = lines.at(-1)
    const longer = last.words ? `${last.words} ${word}` : word
    if (lengthOf(longer) <= width) {
      last.words = longer
      continue
    }
    if (!last.words) lines.pop()
    const cut = pieces(word, width, lengthOf)
    lines.push(...cut.map((piece, nth) => ({ words: piece, glue: nth < cut.length - 1 ? "" : " " })))
  }
  return lines
}

/** A word that is longer than a line, as the browser breaks it; scripts without spaces are one word. */
function pieces(word, width, lengthOf) {
  if (lengthOf(word) <= width) return [word]
  const found = [""]
  for (const character of word) {
    if (found.at(-1) && lengthOf(found.at(-1) + character) > width) found.push("")
    found[found.length - 1] += character
  }
  return found
}
