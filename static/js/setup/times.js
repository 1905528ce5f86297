// Time slots: one readable line makes them, and each line of the day can be changed by hand.
import { holdsCells } from "../core/free_cells.js"
import { html, useEffect, useState } from "../core/html.js"
import { dayOf } from "../core/clock.js"
import { inQuotes, t, tc } from "../core/language.js"
import { dayAfter, likelyDay, shifted } from "../core/wall_time.js"
import { SLOT_KINDS } from "../core/vocabulary.js"
import { inOrder, overlaps, planned } from "./plan.js"
import { Field } from "../ui/field.js"
import { TimeInput } from "../ui/time_input.js"

export function Times({ draft, change, errors }) {
  const trouble = usePlan(draft, change)
  return html`
    <section class="part" aria-labelledby="times-title">
      <h2 id="times-title">${t("Days and time slots")}</h2>
      <${Days} draft=${draft} change=${change} errors=${errors} />
      <${Sentence} plan=${draft.plan} set=${patch => change(now => ({ plan: { ...now.plan, ...patch } }))} />
      <${Circles} circles=${draft.circles} several=${draft.days.length > 1}
        set=${patch => change(now => ({ circles: { ...now.circles, ...patch } }))} />
      ${trouble && html`<p class="error" role="status">${trouble}</p>`}
      ${draft.byHand && html`
        <p class="banner byhand">${t("You changed the list by hand, so it no longer follows the line above.")}
          <button type="button" class="button button--quiet" onClick=${() => change({ byHand: false })}>
            ${t("Rebuild the list")}</button></p>`}
      <${Lines} draft=${draft} change=${change} errors=${errors} />
      ${errors.slots && html`<p class="error" id="slots-error" tabindex="-1">${errors.slots}</p>`}
    </section>`
}

/** Asks the server for the plan whenever the line changes; a list changed by hand is left alone. */
function usePlan(draft, change) {
  const [trouble, setTrouble] = useState("")
  const { plan, days, circles, timezone, language, byHand } = draft
  useEffect(() => {
    if (byHand) return undefined
    let stale = false
    const timer = setTimeout(() => {
      planned({ plan, days: days.filter(Boolean), circles, timezone, language }).then(
        lines => { if (!stale) { setTrouble(""); change({ lines }) } },
        error => { if (!stale) setTrouble(error.message) },
      )
    }, 250)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [JSON.stringify([plan, days, circles, timezone, language, byHand])])
  return trouble
}

function Days({ draft, change, errors }) {
  const { days } = draft
  const several = days.length > 1
  return html`
    <div class="days">
      ${days.map((day, index) => html`
        <div class="days__one" key=${index}>
          <${Field} id=${`days.${index}`} type="date" label=${several ? t("Day {number}", { number: index + 1 }) : t("Date")} value=${day}
            error=${errors[`days.${index}`]}
            onInput=${value => change({ days: days.map((other, at) => (at === index ? value : other)) })} />
          ${several && html`<button type="button" class="button button--quiet" aria-label=${t("Remove day {number}", { number: index + 1 })}
            onClick=${() => change({ days: days.filter((_, at) => at !== index) })}>✕</button>`}
        </div>`)}
      <button type="button" class="button button--quiet"
        onClick=${() => change({ days: [...days, dayBehind(days)] })}>${t("Add a day")}</button>
    </div>`
}

/** The day after the last one that has a date. */
function dayBehind(days) {
  const last = days.findLast(Boolean)
  return last ? dayAfter(last) : likelyDay()
}

function Sentence({ plan, set }) {
  const number = (key, label, least, most) => html`
    <label class="blank"><span class="visually-hidden">${label}</span>
      <input type="number" inputmode="numeric" min=${least} max=${most} value=${plan[key]}
        onInput=${event => set({ [key]: event.currentTarget.value })} /></label>`
  const time = (key, label) => html`
    <label class="blank"><span class="visually-hidden">${label}</span>
      <${TimeInput} value=${plan[key]} onInput=${value => set({ [key]: value })} /></label>`
  return html`
    <div class="sentence" role="group" aria-label=${t("How the time slots are laid out")}>
      <span>${t("First at {time}", { time: time("first", t("First time slot starts at")) })}</span>
      <span>${t("{minutes} minutes each, {gap} between.", { minutes: number("minutes", t("Minutes of a time slot"), 5, 480),
        gap: number("gap", t("Minutes between time slots"), 0, 240) })}</span>
      <span>
        <label class="blank blank--tick"><input type="checkbox" checked=${plan.lunch}
          onChange=${event => set({ lunch: event.currentTarget.checked })} /> ${t("Lunch")}</label>
        ${plan.lunch && html` ${tc("after the tick: Lunch", "at {time} for {minutes} minutes.",
          { time: time("lunchAt", t("Lunch at")), minutes: number("lunchMinutes", t("Minutes of lunch"), 5, 240) })}`}
      </span>
      <span>
        <label class="blank"><span class="visually-hidden">${t("The day ends")}</span>
          <select value=${plan.ends} onChange=${event => set({ ends: event.currentTarget.value })}>
            <option value="until">${t("The last ends by")}</option>
            <option value="count">${t("Time slots a day:")}</option>
          </select></label>
        ${plan.ends === "until" ? time("until", t("Last time slot ends by"))
          : number("count", t("Time slots a day"), 1, 24)}
      </span>
    </div>`
}

function Circles({ circles, several, set }) {
  const circle = (key, label) => html`
    <span class="circle">
      <label class="blank blank--tick"><input type="checkbox" checked=${circles[key]}
        onChange=${event => set({ [key]: event.currentTarget.checked })} /> ${label}</label>
      ${circles[key] && html`
        <label class="blank"><span class="visually-hidden">${t("Minutes of: {label}", { label })}</span>
          <input type="number" inputmode="numeric" min="5" max="240" value=${circles[`${key}Minutes`]}
            onInput=${event => set({ [`${key}Minutes`]: Number(event.currentTarget.value) })} /></label> ${t("min")}`}
    </span>`
  return html`
    <div class="sentence sentence--circles" role="group" aria-label=${t("When all are together")}>
      ${circle("opening", t("Opening circle before the first"))}
      ${several && circle("morning", t("Announcements on the other mornings"))}
      ${circle("closing", t("Closing circle after the last"))}
    </div>`
}

function Lines({ draft, change, errors }) {
  const { lines } = draft
  const set = (index, patch) =>
    change({ byHand: true, lines: lines.map((line, at) => (at === index ? { ...line, ...patch } : line)) })
  const days = [...new Set(lines.map(line => line.day))].sort()
  const before = overlaps(lines)
  let number = 0
  return days.map(day => {
    const ofDay = lines.map((line, index) => ({ line, index })).filter(({ line }) => line.day === day)
    if (days.length > 1) number = 0
    return html`
      <div class="day" key=${day}>
        <h3>${dayOf(day)}</h3>
        <div class="lines">
          ${ofDay.map(({ line, index }) => html`
            <${Line} key=${index} id=${`slots.${index}`} line=${line} error=${errors[`slots.${index}`]} before=${before[index]}
              number=${holdsCells(line) ? ++number : 0} set=${patch => set(index, patch)}
              remove=${() => change({ byHand: true, lines: lines.filter((_, at) => at !== index) })} />`)}
        </div>
        <button type="button" class="button button--quiet" onClick=${() =>
          change({ byHand: true, lines: inOrder([...lines, after(ofDay.at(-1).line)]) })}>
          ${t("Add a time")}</button>
      </div>`
  })
}

function Line({ id, line, number, set, remove, error, before }) {
  const what = line.label || (number ? t("time slot {number}", { number }) : t("this line"))
  return html`
    <div class=${`line line--${line.kind}`} role="group" aria-label=${number ? t("time slot {number}", { number }) : `${line.from}–${line.to}`}>
      <span class="line__number" aria-hidden="true">${number || ""}</span>
      <span class="line__times">
        <${TimeInput} id=${id} aria-label=${t("From")} value=${line.from} aria-invalid=${error ? "true" : undefined}
          aria-describedby=${error ? `${id}-error` : undefined} onInput=${from => set({ from })} />
        <span aria-hidden="true">–</span>
        <${TimeInput} aria-label=${t("To")} value=${line.to} onInput=${to => set({ to })} />
      </span>
      <select aria-label=${t("Kind")} onChange=${event => set({ kind: event.currentTarget.value })}>
        ${SLOT_KINDS.map(([key, text]) =>
          html`<option key=${key} value=${key} selected=${key === line.kind}>${text}</option>`)}
      </select>
      <input class="line__label" type="text" aria-label=${t("What it is called")} value=${line.label}
        placeholder=${number ? t("Time slot {number}", { number }) : t("What it is called")}
        onInput=${event => set({ label: event.currentTarget.value })} />
      <button type="button" class="button button--quiet line__remove" onClick=${remove}
        aria-label=${t("Remove {what}", { what })} title=${t("Remove {what}", { what })}>✕</button>
      ${error && html`<p class="error" id=${`${id}-error`}>${error}</p>`}
      <p class="line__clash" role="status">${before && t("This begins before {slot} ends at {time}.", { slot: before.label ? inQuotes(before.label) : t("another time slot"), time: before.to })}</p>
    </div>`
}

function after(line) {
  return { ...line, from: line.to, to: shifted(line.to, 45), kind: "session", label: "", about: "" }
}
