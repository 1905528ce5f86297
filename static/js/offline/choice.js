// Whether this phone keeps the wall: what that means is said before.
import { call } from "../core/api.js"
import { createGathering } from "../core/gathering.js"
import { html, useEffect, useSignal } from "../core/html.js"
import { t } from "../core/language.js"
import { canWorkOffline, startWorker, stopWorker } from "../core/offline_worker.js"
import { sentenceOf } from "../core/refusals.js"
import { refused } from "../core/storage.js"
import { isKept, keepCopy, turnOff, turnOn } from "../core/wall_copy.js"

const IMPOSSIBLE = t("This browser cannot do that here.")

/** @param {{code: string}} props */
export function Choice({ code }) {
  const isOn = useSignal(isKept(code))
  const busy = useSignal(false)
  // A copy that is there can always be removed, also when the phone is full.
  const problem = useSignal(isOn.value || (canWorkOffline() && !refused.value) ? "" : IMPOSSIBLE)
  useEffect(() => { document.title = t("Read without a network") }, [])
  const change = async () => {
    busy.value = true
    problem.value = await (isOn.value ? stop(code) : start(code))
    isOn.value = isKept(code)
    busy.value = false
  }
  return html`<main id="main" class="welcome stack">
    <p><a href=${`/${code}#me`}>${t("Back to the gathering")}</a></p>
    <h1>${t("Read without a network")}</h1>
    <p>${t("Is there no network? Then this phone can still show the wall: times, rooms and titles, and who can help.")}</p>
    <p>${t("It keeps no names of people who take part, no notes, and nothing that only you see. What you wrote is on this phone anyway, until it is sent.")}</p>
    <p class="banner">${t("Everybody who uses this phone can read it. It is shown for a day at most. It goes with “Forget me”, and at the end of the gathering.")}</p>
    <p role="status">${isOn.value && html`<strong>${t("This phone keeps the wall.")}</strong>`}</p>
    <p class="error" role="alert">${problem}</p>
    <p><button class="button" disabled=${busy.value || (!isOn.value && problem.value === IMPOSSIBLE)} onClick=${change}>
      ${isOn.value ? t("Remove it from this phone") : t("Keep the wall on this phone")}</button></p>
    <p><a href=${`/${code}/privacy`}>${t("Privacy and terms")}</a></p>
    <p><a href=${`/${code}/accessibility`}>${t("Accessibility")}</a></p>
  </main>`
}

/** Resolves to what went wrong, or to nothing. The first copy is what the server shows to everybody. */
async function start(code) {
  const { ok, body, error } = await call(`/api/${code}/state`, { as: "wall" })
  if (!ok) return sentenceOf(error)
  try {
    await startWorker(code)
  } catch {
    await stop(code)
    return IMPOSSIBLE
  }
  turnOn(code)
  keepCopy(code, createGathering(body))
  return ""
}

async function stop(code) {
  turnOff(code)
  await stopWorker(code).catch(() => {})
  return ""
}
