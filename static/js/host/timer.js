// The timer for opening, announcing and closing: large here, small on every wall.
import { html, useState } from "../core/html.js"
import { t } from "../core/language.js"
import { clockOf, useTimer } from "../core/timer.js"
import { LIMITS } from "../core/vocabulary.js"
import { Field } from "../ui/field.js"

const USUAL = [5, 10, 15, 20, 45]
const CIRCLES = { opening: t("Opening circle"), closing: t("Closing circle") }
const TOO_LATE = t("Not connected: the timer cannot be changed just now.")

/** @param {Props} props */
export function Timer({ host }) {
  const timer = useTimer(host.g)
  return html`
    <section class="paper" aria-labelledby="timer-title">
      <h2 id="timer-title">${t("Timer")}</h2>
      ${timer ? html`<${Running} host=${host} timer=${timer} />` : html`<${Start} host=${host} />`}
    </section>`
}

/** @param {Props} props */
function Running({ host, timer }) {
  const longer = minutes => host.sendNow("set_timer", { minutes, longer: true }, "", TOO_LATE)
  return html`
    <p class="timer" role="timer">${timer.label && html`<span>${timer.label}</span>`} <b>${clockOf(timer.left)}</b></p>
    <p class="row">
      <button type="button" class="button" onClick=${() => longer(1)}>${t("1 minute more")}</button>
      <button type="button" class="button button--quiet" onClick=${() => longer(5)}>${t("5 minutes more")}</button>
      <button type="button" class="button button--quiet" onClick=${() => host.sendNow("stop_timer", {}, "", TOO_LATE)}>${t("Stop")}</button>
    </p>`
}

/** @param {Props} props */
function Start({ host }) {
  const [given, setLabel] = useState(null)
  const label = given ?? CIRCLES[host.g.phase.value] ?? ""
  const [typed, setTyped] = useState("")
  const [error, setError] = useState("")
  const start = async minutes => {
    const answer = await host.sendNow("set_timer", { minutes, ...(label.trim() && { label: label.trim() }) }, t("The timer runs on every wall."), TOO_LATE)
    if (answer.ok) setTyped("")
  }
  const submit = event => {
    event.preventDefault()
    const minutes = Number(typed.trim())
    const isRight = Number.isInteger(minutes) && minutes > 0
    setError(isRight ? "" : t("A whole number of minutes."))
    if (isRight) start(minutes)
  }
  return html`
    <p class="row" role="group" aria-label=${t("Start at once")}>
      ${USUAL.map(minutes => html`<button type="button" class="chip" key=${minutes} onClick=${() => start(minutes)}>${t("{minutes} min", { minutes })}</button>`)}
    </p>
    <details class="more-ways">
      <summary>${t("Another time, or with a name")}</summary>
      <form class="stack" onSubmit=${submit} noValidate>
        <${Field} id="timer-label" label=${t("What it is for")} value=${label} onInput=${setLabel} maxlength=${LIMITS.name} autocomplete="off" />
        <div class="oneline">
          <${Field} id="timer-minutes" label=${t("Minutes")} value=${typed} onInput=${setTyped} error=${error} inputmode="numeric" autocomplete="off" />
          <button class="button">${t("Start")}</button>
        </div>
      </form>
    </details>`
}
