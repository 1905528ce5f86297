// Several hosts see what the others work on. Each page says it while it is connected; the server keeps it in memory only.
import { effect, signal } from "../core/html.js"
import { randomId } from "../core/storage.js"

const SOON = 300

/**
 * What the page has: `name` of this device as its owner typed it, kept here; `item` that is open for editing, such as "rooms/r1";
 * and the `others`, `[{name, on, item}]`.
 */
export function createAtWork({ connection, page, tab, recallDraft, saveDraft }) {
  const name = signal(recallDraft("device", ""))
  const item = signal("")
  const others = signal([])
  const own = randomId()
  let timer = null
  effect(() => {
    const report = { page: own, name: name.value, on: page.view || tab.value, item: item.value }
    clearTimeout(timer)
    if (connection.status.value === "live") timer = setTimeout(() => connection.tell("working", report), SOON)
  })
  name.subscribe(value => saveDraft("device", value || null))
  return { name, item, others }
}
