// The state of the host's page beside the gathering, on top of what it shares with the phone (core/app.js).
import { signal } from "../core/html.js"
import { createApp } from "../core/app.js"
import { ringPlanned } from "../core/bells.js"
import { t, tc } from "../core/language.js"
import { sentenceOf } from "../core/refusals.js"
import { createAtWork } from "./at_work.js"

export const TABS = [["now", t("Now")], ["wall", t("Wall")], ["safety", t("Safety")], ["harvest", t("Notes")], ["book", tc("of proceedings", "Book")], ["settings", t("Settings")]]

const BETTER = {
  not_allowed: t("This page may not do that any more. Was the host key replaced? Reload the page and enter the new key."),
}

/**
 * `tab` is the section shown; `here` how many people are connected; `atWork` what this host and the others work on.
 *
 * @param {{g: Gathering, connection: Connection, outbox: Outbox, code: string, token: string | null, page: any}} given
 */
export function createHost(given) {
  const app = createApp({
    ...given, drafts: `host.${given.code}`, mostToasts: 1,
    onRefused: ({ error }) => app.notify(sentenceOf(error, BETTER), "warn"),
  })
  const tab = signal(tabOf(location))
  const host = { ...app, tab, here: signal(null), atWork: createAtWork({ ...app, tab }), close, confirm, onBell, onPresence, go, sendNow }
  ringPlanned(host.g, bell => host.notify(t("The planned bell rings: {text}", { text: bell.text })))
  addEventListener("hashchange", () => { host.tab.value = tabOf(location) })
  return host

  function close() {
    const { onClose } = host.sheet.value ?? {}
    app.close()
    onClose?.()
  }

  /** Asks before what reaches far; resolves to true or false. */
  function confirm({ title, text, items = [], yes, danger = false }) {
    return new Promise(resolve => {
      const answer = value => { resolve(value); host.close() }
      host.open("confirm", { title, text, items, yes, danger, answer, onClose: () => resolve(false) })
    })
  }

  /** Sends what would be wrong if it waited for the network. Without one it only says `sorry`. */
  async function sendNow(name, args, done, sorry) {
    if (host.connection.status.value === "live") return host.send(name, args, done)
    host.notify(sorry, "warn")
    return { ok: false }
  }

  function onPresence({ here, hosts = [] }) {
    host.here.value = here
    host.atWork.others.value = hosts
  }

  function onBell(bell) {
    host.notify(rangWith(bell.text))
  }

  function go(tab) {
    if (location.hash !== `#${tab}`) history.replaceState(null, "", `#${tab}`)
    host.tab.value = tab
    host.dismissGood()
    scrollTo(0, 0)
  }
}

/** Shown when the bell rings here, and when only the answer comes back: one sentence, so that neither replaces the other. */
export function rangWith(words) {
  return words ? t("The bell rang on every screen: {words}", { words }) : t("The bell rang on every screen.")
}

function tabOf({ hash }) {
  const name = hash.slice(1)
  return TABS.some(([key]) => key === name) ? name : "now"
}
