// A card that leaves the stage moves to its cell, or to the line of the topics without a place. Motion only shows where it is now.

import { isStill } from "../core/looks.js"
const MS = 1100
/** How many frames the grid may take to be drawn. */
const PATIENCE = 20

/** Takes a picture of `card` where it is now. Call the answer when the grid is drawn: the picture moves to the session, or to the line of topics without one. */
export function fly(card) {
  const from = card.getBoundingClientRect()
  const picture = card.cloneNode(true)
  return session => {
    const place = session ? `.board [data-flip$="|${CSS.escape(session.id)}"]` : ".board ~ .wall-foot .wall-line--unplaced"
    if (!isStill()) land(picture, from, place, PATIENCE)
  }
}

/** Nothing flies over the next announcement. */
export function clearSky() {
  for (const picture of document.querySelectorAll(".announced--leaving")) picture.remove()
}

function land(picture, from, selector, frames) {
  requestAnimationFrame(() => {
    const place = document.querySelector(selector)
    if (!place && frames) return land(picture, from, selector, frames - 1)
    if (place) glide(picture, from, place.getBoundingClientRect())
  })
}

function glide(picture, from, to) {
  picture.setAttribute("aria-hidden", "true")
  picture.classList.add("announced--leaving")
  Object.assign(picture.style, { left: `${from.left}px`, top: `${from.top}px`, width: `${from.width}px`, height: `${from.height}px` })
  document.getElementById("wall").append(picture)
  const scale = `scale(${to.width / from.width}, ${to.height / from.height})`
  const end = `translate(${to.left - from.left}px, ${to.top - from.top}px) ${scale}`
  picture.animate(
    [{ transform: "none", opacity: 1 }, { opacity: 1, offset: 0.75 }, { transform: end, opacity: 0 }],
    { duration: MS, easing: "cubic-bezier(.3, .7, .2, 1)" },
  ).finished.finally(() => picture.remove())
}
