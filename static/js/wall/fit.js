// Titles that do not fit their cell are shortened to whole words with an ellipsis. They are
// measured in the page, and all cards at once: that takes a few layouts instead of hundreds.

import { watchSize } from "./watch_size.js"

const NAMES = "[data-fit], .card--wall .card-by"

/** What each text node would say if there were room, and what it was given to say. */
const known = new WeakMap()

/**
 * Keeps every `.card-words` inside its `.card`, and names, facts and every `[data-fit]` inside
 * themselves, from now on.
 * Returns how to stop.
 */
export function keepFitting(root) {
  // A clock that ticks changes nothing for the others.
  const mutations = new MutationObserver(records => { if (!records.every(isTick)) run() })
  mutations.observe(root, { childList: true, characterData: true, subtree: true })
  const stop = watchSize(root, run)
  return () => {
    mutations.disconnect()
    stop()
  }

  function run() {
    fitAll(root)
    // Ignores the mutations that shortening makes.
    mutations.takeRecords()
  }
}

/** @param {MutationRecord} record */
function isTick({ target }) {
  return Boolean(target.parentElement?.closest("[data-ticks]"))
}

function fitAll(root) {
  const cards = [...root.querySelectorAll(".card--wall")]
  for (const card of cards) delete card.dataset.tight
  // Names first: whether a name takes one line or two decides what is left for the title.
  fit([...root.querySelectorAll(NAMES)].map(text => ({ boxes: [text], text })))
  fitRooms([...root.querySelectorAll(".board .matrix-room")])
  fitTitles(cards)
  // A title that is cut needs the convener's line: the name follows on the title's last line. On a page of a whole
  // day it is left out where that is not enough.
  const tight = cutOf(cards)
  for (const card of tight) card.dataset.tight = "inline"
  fitTitles(tight)
  const tightest = cutOf(tight).filter(card => card.closest(".board--whole"))
  for (const card of tightest) card.dataset.tight = "alone"
  fitTitles(tightest)
}

/** A room's name takes two lines where it must. Its seats and access are left out where there is no line for them. */
function fitRooms(heads) {
  const rooms = heads.map(head => ({
    head, name: head.querySelector(".grid-room-name"), facts: head.querySelector(".grid-room-facts"),
  }))
  const withFacts = rooms.filter(({ facts }) => facts)
  for (const { facts } of withFacts) facts.hidden = true
  fit(rooms.map(({ head, name }) => ({ boxes: [name, head], text: name })))
  const roomy = withFacts.filter(({ head, name }) =>
    head.closest(".matrix--slots-across") || name.clientHeight < 2 * parseFloat(getComputedStyle(name).fontSize))
  for (const { facts } of roomy) facts.hidden = false
  fit(roomy.map(({ head, facts }) => ({ boxes: [facts, head], text: facts })))
  for (const { head, facts } of roomy) facts.hidden = overflows(head) || /^\S+…$/u.test(facts.textContent)
}

function cutOf(cards) {
  return cards.filter(card => words(card).textContent.endsWith("…"))
}

function fitTitles(cards) {
  fit(cards.map(card => ({ boxes: [card], text: words(card) })))
}

function words(card) {
  return card.querySelector(".card-words")
}

function fit(places) {
  let open = places.map(measured).filter(Boolean)
  for (const place of open) place.node.data = place.full
  open = open.filter(({ boxes }) => boxes.some(overflows))
  for (const place of open) Object.assign(place, { words: place.full.split(/\s+/), low: 0 })
  for (const place of open) place.high = place.words.length - 1
  let searching = open
  while (searching.length) {
    for (const place of searching) {
      place.middle = Math.ceil((place.low + place.high) / 2)
      place.node.data = shortened(place.words, place.middle)
    }
    for (const place of searching) {
      if (place.boxes.some(overflows)) place.high = place.middle - 1
      else place.low = place.middle
    }
    searching = searching.filter(place => place.low < place.high)
  }
  for (const place of open) {
    place.node.data = shortened(place.words, place.low)
    if (!place.low) cutFirstWord(place)
  }
  for (const { node } of places.map(({ text }) => ({ node: text?.firstChild }))) {
    if (node && known.has(node)) known.get(node).shown = node.data
  }
}

/** A word longer than its cell is cut where it must be: a beginning says more than three dots. */
function cutFirstWord({ node, boxes, words: [word] }) {
  for (let length = Math.min(word.length - 1, 40); length > 2; length -= 2) {
    node.data = `${word.slice(0, length)}…`
    if (!boxes.some(overflows)) return
  }
}

function measured({ boxes, text }) {
  const node = text?.firstChild
  if (!node || node.nodeType !== Node.TEXT_NODE) return null
  const before = known.get(node)
  // A text other than the one we left there was written by the page: it is the whole one.
  const full = before && before.shown === node.data ? before.full : node.data
  known.set(node, { full, shown: node.data })
  return { boxes, node, full }
}

function shortened(words, count) {
  return `${words.slice(0, count).join(" ").replace(/[\s,;:.·–—-]+$/u, "")}…`
}

/** A card keeps its margin. A bare line's glyphs may reach over its box without a line too many. */
function overflows(box) {
  const spare = parseFloat(getComputedStyle(box).fontSize) * (box.matches(".card") ? 0.1 : 0.4)
  return box.scrollHeight > box.clientHeight + spare || box.scrollWidth > box.clientWidth + 1
}
