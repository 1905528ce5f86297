// The wall as it was when this phone last had a network. It comes in place of the phone's page, and gives way to it as soon as the
// server answers.
import { call } from "../core/api.js"
import { momentOf } from "../core/clock.js"
import { createGathering } from "../core/gathering.js"
import { html, useEffect, useState } from "../core/html.js"
import { t } from "../core/language.js"
import { stopWorker } from "../core/offline_worker.js"
import { onOtherTab } from "../core/storage.js"
import { copyKey, isKept, recallCopy, turnOff } from "../core/wall_copy.js"
import { Days, useDay } from "../ui/days.js"
import { Elsewhere } from "../ui/elsewhere.js"
import { Grid } from "../ui/grid.js"
import { HelpTexts } from "../ui/help.js"
import { Unsent } from "./unsent.js"

const FIRST = 2000
const AGAIN = 6000

/** @param {{code: string}} props */
export function Reading({ code }) {
  const [g] = useState(() => gatheringOf(code))
  useReturn(code)
  return html`<header class="top">
      <span class="top__title row">${t("Open Space")}</span>
      <span class="status status--offline">${t("Offline")}</span>
    </header>
    <main id="main" class="view view--wall">
      ${g && html`<details class="help-before"><summary>${t("Help")}</summary>
        <div class="stack"><${HelpTexts} g=${g} /></div></details>`}
      <h1>${t("The wall")}</h1>
      <p class="banner banner--warn">${g
        ? t("No connection. This is the wall as it was at {time}. Here you can only read it.", { time: momentOf(g.at, g.about.value) })
        : t("No connection. This phone keeps no wall of today.")}</p>
      <${Unsent} code=${code} />
      ${g && html`<${Kept} g=${g} />`}
      <div class="row">
        <button class="button" onClick=${() => location.reload()}>${t("Load again")}</button>
        <button class="button button--quiet" onClick=${() => leave(code)}>${t("Remove it from this phone")}</button>
      </div>
    </main>`
}

/** @param {Props} props */
function Kept({ g }) {
  const shown = useDay(g)
  return html`<div class="wall">
    <${Days} ...${shown} />
    ${shown.day ? html`<${Grid} g=${g} slots=${shown.day.slots} />` : html`<p class="soft">${t("There are no time slots yet.")}</p>`}
    <${Elsewhere} g=${g} day=${shown.day} />
  </div>`
}

/** With the moment of the copy as `at`; null where there is none. */
function gatheringOf(code) {
  const copy = recallCopy(code)
  try {
    return copy && { ...createGathering(copy, copy.at), at: copy.now }
  } catch {
    return null
  }
}

// The phone's page sends what waits here.
function useReturn(code) {
  useEffect(() => {
    // Whatever forgot the copy ends this page, too; then the browser says that there is no network.
    if (!isKept(code)) leave(code)
    onOtherTab(copyKey(code), (_key, value) => value === null && leave(code))
    const look = async () => {
      if (!document.hidden && await isAnswered()) location.reload()
    }
    const timers = [setTimeout(look, FIRST), setInterval(look, AGAIN * (1 + Math.random() / 2))]
    addEventListener("online", look)
    document.addEventListener("visibilitychange", look)
    return () => timers.forEach(clearTimeout)
  }, [])
}

/** Whether the server answers, and not a proxy that cannot reach it. */
async function isAnswered() {
  const { status } = await call("/offline.js", { method: "HEAD" })
  return status > 0 && status < 500
}

async function leave(code) {
  turnOff(code)
  const isLeft = await stopWorker(code).catch(() => false)
  if (isLeft) location.reload()
}
