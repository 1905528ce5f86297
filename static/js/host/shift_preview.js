// What new times do, before they are sent: the slots that change, the sessions in them, and what is at the same time then.
import { html } from "../core/html.js"
import { timeOf } from "../core/clock.js"
import { inWords, t, tn } from "../core/language.js"
import { byCode, withCommas } from "../core/lists.js"
import { span } from "../ui/cell.js"
import { nameOf } from "./clock_line.js"

/** @param {Props} props */
export function Preview({ g, day, preview, error, onSend, onCancel }) {
  const { changes, clashes, leaves, late } = preview
  const isRefused = leaves || clashes.length > 0
  const sessions = changes.flatMap(one => one.sessions).length
  return html`
    <section class="stack stack--tight" aria-label=${t("What changes")} aria-live="polite">
      ${changes.length > 0 && html`<ul class="rows shifts">
        ${changes.map(one => html`<${Change} key=${one.slot.id} g=${g} ...${one} />`)}
      </ul>`}
      ${changes.length > 0 && sessions > 0 && html`<p>${sessions === 1 ? t("One session has another time then. Codes stay. Whoever convenes or marked them is told on the phone.")
      : tn("{n} session has another time then. Codes stay. Whoever convenes or marked them is told on the phone.", "{n} sessions have another time then. Codes stay. Whoever convenes or marked them is told on the phone.", sessions)}</p>`}
      ${late.map(slot => html`<p class="setrow__clash" key=${slot.id}>${t("{slot} ends after midnight then.", { slot: nameOf(slot) })}</p>`)}
      <${Apart} g=${g} day=${day} changes=${changes} />
      ${leaves && html`<p class="error">${t("A time slot would be on another day. Move it by itself, under “Settings”.")}</p>`}
      ${clashes.length > 0 && html`<p class="error">${t("One room would hold two sessions at once: {clashes}. Talk to their conveners: one of them has to move first.", { clashes: pairs(clashes) })}</p>`}
      ${error && html`<p class="error" role="alert">${error}</p>`}
    </section>
    <div class="row shift-acts">
      <button class="button" disabled=${!changes.length || isRefused} onClick=${() => onSend(changes)}>${label(changes)}</button>
      <button type="button" class="button button--quiet" onClick=${onCancel}>${t("Cancel")}</button>
    </div>`
}

/** @param {Props} props */
function Change({ g, slot, starts, ends, sessions, beside }) {
  const about = g.about.value
  const at = time => timeOf(new Date(time).toISOString(), about)
  return html`
    <li class=${`setrow setrow--${slot.kind} slot-${slot.colour ?? 0}`}>
      <div class="setrow__line">
        ${slot.code ? html`<span class="code">${slot.code}</span>` : html`<span class="setrow__letter"></span>`}
        <span class="setrow__text"><s class="soft times"><span class="visually-hidden">${t("Instead of")} </span>${span(slot, g)}</s>${" "}<b class="times">${at(starts)}–${at(ends)}</b>
          ${" "}${slot.code ? slot.label : nameOf(slot)}
          ${sessions.length > 0 && html`${" "}<span class="soft">${sessions.map(({ code }) => code).sort(byCode).join(" ")}</span>`}
          ${beside.length > 0 && html`<span class="setrow__clash">${t("At the same time as {slots}.", { slots: inWords(beside.map(other => other.label || nameOf(other))) })}</span>`}</span>
      </div>
    </li>`
}

/**
 * Sessions at free places keep their times, which are people's own.
 *
 * @param {Props} props
 */
function Apart({ g, day, changes }) {
  const first = Math.min(...changes.map(one => Math.min(one.starts, one.was.starts)))
  const apart = day.elsewhere.filter(({ session }) => Date.parse(session.starts_at) >= first)
  const where = ({ code, place, starts_at }) =>
    t("{code} at {time}", { code, time: timeOf(starts_at, g.about.value) }) + (place ? ` (${place})` : "")
  return changes.length > 0 && apart.length > 0 && html`<p>${t("Elsewhere, with times of their own that stay:")}${" "}
    ${withCommas(apart.map(({ session }) => where(session)))}.</p>`
}

function label({ length }) {
  if (!length) return t("Change the times")
  return length === 1 ? t("Change this time") : tn("Change this time", "Change these {n} times", length)
}

function pairs(clashes) {
  return withCommas([...new Set(clashes.map(codes => inWords(codes)))])
}
