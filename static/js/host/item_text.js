// What an item says, in a list: behind its content note if it has one.
import { html } from "../core/html.js"
import { BehindNote } from "../ui/content_note.js"
import { Photo } from "../ui/photo.js"

/**
 * `item` is that of items.js. `photo`: with its picture.
 *
 * @param {Props} props
 */
export function ItemText({ host, item, photo = false, children }) {
  const { row, text, kind, note } = item
  const picture = photo && row.photo && html`<${Photo} code=${host.code} note=${row} as="host" class="entry__photo" />`
  if (!note) {
    return html`${picture}<span class="entry__text entry__text--short">${text}${" "}<span class="soft">${kind}</span>${children}</span>`
  }
  return html`<div class="entry__text"><${BehindNote} note=${note}>${picture}<p><bdi>${text}</bdi></p><//><span class="soft">${kind}</span>${children}</div>`
}
