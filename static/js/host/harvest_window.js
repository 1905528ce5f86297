// After the circle: until when reports can be completed, and whether the book goes out then.
import { dayAndTime, isoDateOf, now, timeOf } from "../core/clock.js"
import { html, useState } from "../core/html.js"
import { t } from "../core/language.js"
import { sentenceOf } from "../core/refusals.js"
import { isoAt } from "../core/wall_time.js"
import { Field, Tick } from "../ui/field.js"

const USUAL = 48 * 3_600_000

/** @param {Props} props */
export function HarvestWindow({ host }) {
  const about = host.g.about.value
  const isRunning = host.g.phase.value === "harvest"
  const [until] = useState(() => (isRunning && about.reports_until) || new Date(now().getTime() + USUAL).toISOString())
  const [date, setDate] = useState(isoDateOf(until, about))
  const [time, setTime] = useState(timeOf(until, about))
  const [publish, setPublish] = useState(about.publish_after)
  const [error, setError] = useState("")
  const save = async event => {
    event.preventDefault()
    const answer = await host.outbox.send("set_phase", { phase: "harvest", reports_until: isoAt(date, time), publish_after: publish })
    if (!answer.ok) return setError(sentenceOf(answer.error))
    host.close()
    host.notify(t("Reports can be completed until {time}.", { time: dayAndTime(host.g.about.value.reports_until, about) }))
  }
  return html`
    <h2 id="sheet-title">${isRunning ? t("Until when?") : t("Begin the time for reports?")}</h2>
    <p>${t("Everybody who joined can still write notes and evidence, add photos, and check how they are named. Topics and places stay as they are. At that time the gathering closes by itself. Nobody is reminded: talk to conveners, or hand on the links under “Notes”.")}</p>
    <form class="stack" onSubmit=${save} noValidate>
      <div class="row">
        <${Field} id="until-date" label=${t("Reports until")} type="date" value=${date} onInput=${setDate} />
        <${Field} id="until-time" label=${t("Time")} type="time" value=${time} onInput=${setTime} />
      </div>
      <p class="error" role="alert">${error}</p>
      <${Tick} id="publish-after" checked=${publish} onChange=${setPublish} label=${t("Publish the next version of the book then")}
        hint=${t("Ask the group first. It is published as it is at that time.")} />
      <div class="row">
        <button class="button">${isRunning ? t("Save") : t("Begin")}</button>
        <button type="button" class="button button--quiet" onClick=${() => host.close()}>${t("Cancel")}</button>
      </div>
    </form>`
}
