// The state of the host's page beside the gathering, and the functions that its views share.
import { signal } from "../core/html.js"
import { keep, recall } from "../core/storage.js"

const TOAST_FOR = 6000
export const TABS = [["now", "Now"], ["wall", "Wall"], ["safety", "Safety"], ["harvest", "Harvest"], ["book", "Book"], ["rooms", "Rooms and times"]]

/**
 * `tab` is the section shown; `sheet` null or a view to show in the dialog; `picked` null or
 * `{topic, session?}`: what the next tap on a free cell places; `toast` null or `{text, tone}`.
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
    toast: signal(null),
    here: signal(null),
    send, notify, confirm, onBell, go, saveDraft, recallDraft,
  }
  let timer = null
  addEventListener("hashchange", () => { host.tab.value = tabOf(location) })
  return host

  /** Sends a command, shows a refusal or `done`, and returns the answer. */
  async function send(name, args = {}, done = "") {
    const answer = await outbox.send(name, args)
    if (answer.ok) notify(done)
    else notify(sentence(answer.error), "warn")
    return answer
  }

  function notify(text, tone = "good") {
    clearTimeout(timer)
    host.toast.value = text ? { text, tone } : null
    if (text && tone === "good") timer = setTimeout(() => { host.toast.value = null }, TOAST_FOR)
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

  function onBell(bell) {
    notify(rangWith(bell.text))
  }

  function go(tab) {
    if (location.hash !== `#${tab}`) history.replaceState(null, "", `#${tab}`)
    host.tab.value = tab
    if (host.toast.value?.tone === "good") notify("")
    scrollTo(0, 0)
  }

  /** Keeps something of this device only: ticks of the script, what is half typed. */
  function saveDraft(name, value) {
    keep(`host.${code}.${name}`, value)
  }

  function recallDraft(name, otherwise = null) {
    return recall(`host.${code}.${name}`, otherwise)
  }
}

/** Shown when the bell rings here, and when only the answer comes back: one sentence, so that neither replaces the other. */
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
