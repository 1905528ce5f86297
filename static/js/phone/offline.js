// Reading without a network: the phone's page keeps the copy of the wall, and leads to where somebody asks for it.
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { canWorkOffline, keepFiles, stopWorker } from "../core/offline_worker.js"
import { onOtherTab, refused } from "../core/storage.js"
import { copyKey, emptyOld, isKept, keepCopy, turnOff } from "../core/wall_copy.js"

const LOOK = 5000
const AT_LEAST = 60_000

/** @param {Props} props */
export function OfflineLink({ phone }) {
  const isOn = isKept(phone.code)
  if (!isOn && (!canWorkOffline() || refused.value || phone.g.phase.value === "closed")) return null
  return html`<p><a href=${`/${phone.code}/me/offline`}>${t("Read without a network")}</a>${isOn && html`
    <span class="soft">– ${t("This phone keeps the wall.")}</span>`}</p>`
}

/** Keeps the copy as new as the page is, while the page is connected. Ends with the gathering. */
export function keepWall({ code, g, connection }) {
  emptyOld()
  if (!isKept(code)) return stopWorker(code).catch(() => {})
  let seq = null
  let at = 0
  const look = (isLast = false) => {
    // Another tab has turned it off, or forgotten this person.
    if (!isKept(code) || g.phase.value === "closed") return end()
    const isDue = isLast || seq !== g.seq.value || Date.now() - at >= AT_LEAST
    if (!isDue || connection.status.value !== "live") return
    keepCopy(code, g)
    seq = g.seq.value
    at = Date.now()
  }
  const onHidden = () => { if (document.hidden) look(true) }
  const timer = setInterval(look, LOOK)
  const end = () => {
    clearInterval(timer)
    document.removeEventListener("visibilitychange", onHidden)
    // Once more: another tab may have forgotten it in the moment in which it was kept.
    turnOff(code)
    return stopWorker(code).catch(() => {})
  }
  document.addEventListener("visibilitychange", onHidden)
  onOtherTab(copyKey(code), (_key, value) => value === null && end())
  look()
  return isKept(code) && keepFiles(code).catch(() => {})
}
