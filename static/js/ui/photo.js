// A photo of a note.
import { html } from "../core/html.js"
import { NO_DESCRIPTION } from "../core/vocabulary.js"

/** `as` "host" also shows hidden ones. */
export function Photo({ code, note, as = "", class: name = "note__photo" }) {
  return html`<img class=${name} loading="lazy" alt=${note.alt || NO_DESCRIPTION}
    src=${`/${code}/photos/${note.photo}.jpg${as && `?as=${as}`}`} />`
}
