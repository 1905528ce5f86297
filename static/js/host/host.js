// What the host's page knows beside the gathering, and the verbs its views share.
import { signal } from "../core/html.js"
import { keep, recall } from "../core/storage.js"

const SAID_FOR = 6000
export const TABS = [["now", "Now"], ["wall", "Wall"], ["safety", "Safety"], ["harvest", "Harvest"], ["book", "Book"], ["rooms", "Rooms and times"]]

/**
 * `tab` is the section shown; `sheet` null or a view to show in the dialog; `picked` null or
 * `{topic, session?}`: what the next tap on a free cell places; `said` null or `{text, tone}`.
 *
 * @param {{g: Gathering, connection: Connection, outbox: Outbox, code: string, token: string | null, page: any}} given
 */
export function createHost({ code, token, g, connection, outbox, page }) {
  const host = {
    code, token, g, connection, outbox, page,
    base: page.base_url || location.origin,
    tab: signal(tabOf(location)),
    sheet: signal(null),
    picked: signal(null),
    said: signal(null),
    here: signal(null),
    tell, say, confirm, heard, go, jot, jotted,
  }
  let hush = null
  addEventListener("hashchange", () => { host.tab.value = tabOf(location) })
  return host

  /** Sends a command; a refusal is said, and the answer handed on. `done` is said when it worked. */
  async function tell(name, args = {}, done = "") {
    const answer = await outbox.send(name, args)
    if (answer.ok) say(done)
    else say(sentence(answer.error), "warn")
    return answer
  }

  function say(text, tone = "good") {
    clearTimeout(hush)
    host.said.value = text ? { text, tone } : null
    if (text && tone === "good") hush = setTimeout(() => { host.said.value = null }, SAID_FOR)
  }

  /** Asks before what reaches far; resolves to true or false. */
  function confirm({ title, text, items = [], yes, danger = false }) {
    return new Promise(resolve => {
      const answer = value => {
        host.sheet.value = null
        resolve(value)
      }
      host.sheet.value = { name: "confirm", title, text, items, yes, danger, answer, onClose: () => resolve(false) }
    })
  }

  function heard(bell) {
    say(rangWith(bell.text))
  }

  function go(tab) {
    if (location.hash !== `#${tab}`) history.replaceState(null, "", `#${tab}`)
    host.tab.value = tab
    if (host.said.value?.tone === "good") say("")
    scrollTo(0, 0)
  }

  /** Small things of this device only: ticks of the script, what is half typed. */
  function jot(name, value) {
    keep(`host.${code}.${name}`, value)
  }

  function jotted(name, otherwise = null) {
    return recall(`host.${code}.${name}`, otherwise)
  }
}

/** Said when the bell is heard, and when only the answer comes back: the same, so that neither hides the other. */
export function rangWith(words) {
  return words ? `The bell rang on every screen: ${words}` : "The bell rang on every screen."
}

function sentence(error) {
  if (error?.code === "not_allowed") {
    return "This page may not do that any more. Was the host key replaced? Open the page with the new link."
  }
  return error?.message ?? "That did not work."
}

function tabOf({ hash }) {
  const name = hash.slice(1)
  return TABS.some(([key]) => key === name) ? name : "now"
}
