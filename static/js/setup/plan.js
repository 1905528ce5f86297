// From the generator's line to the day's list: the server plans the slots, the circles go around them.
import { call } from "../core/api.js"
import { dateIn, isoAt, isOverlap, shifted, timeIn } from "../core/wall_time.js"
import { sentenceOf } from "../core/refusals.js"
import { wordsOf } from "./first_words.js"

/** The lines of all days, `{day, from, to, kind, label, about}`. Throws an Error with a sentence. */
export async function planned(draft) {
  const answer = await ask(draft)
  const lines = answer.slots.map(slot => ({
    day: dateIn(slot.starts_at), from: timeIn(slot.starts_at), to: timeIn(slot.ends_at),
    kind: slot.kind ?? "session", label: slot.label ?? "", about: "",
  }))
  return withCircles(lines, draft.circles, wordsOf(draft.language))
}

export function inOrder(lines) {
  return [...lines].sort((a, b) => (a.day + a.from < b.day + b.from ? -1 : 1))
}

/** For each line, the line of its day that is not over when it begins, or null. */
export function overlaps(lines) {
  return lines.map(line => lines.find(other =>
    other !== line && isOverlap(line, other)
    && (other.from < line.from || (other.from === line.from && lines.indexOf(other) < lines.indexOf(line)))) ?? null)
}

/** `{starts_at, ends_at, label, kind, about}` as the API takes them. */
export function asSlots(lines) {
  return inOrder(lines).map(line => ({
    starts_at: isoAt(line.day, line.from), ends_at: isoAt(line.day, line.to),
    kind: line.kind, label: line.label.trim(), about: line.about.trim(),
  }))
}

async function ask({ plan, days, timezone, language }) {
  const breaks = plan.lunch
    ? [{ at: plan.lunchAt, minutes: Number(plan.lunchMinutes), label: wordsOf(language).lunch }] : []
  const end = plan.ends === "until" ? { until: plan.until } : { count: Number(plan.count) }
  const { ok, body: answer, error } = await call("/api/plan", {
    body: {
      days, timezone, first: plan.first, minutes: Number(plan.minutes), gap: Number(plan.gap),
      breaks, ...end,
    },
  })
  if (ok) return answer
  throw new Error(sentenceOf(error))
}

function withCircles(lines, circles, words) {
  const days = [...new Set(lines.map(line => line.day))].sort()
  const added = days.flatMap((day, index) => {
    const ofDay = lines.filter(line => line.day === day)
    const first = ofDay[0].from
    const last = ofDay.at(-1).to
    return [
      index === 0 && circles.opening && plenary(
        day, shifted(first, -circles.openingMinutes), first, words.opening),
      index > 0 && circles.morning && plenary(
        day, shifted(first, -circles.morningMinutes), first, words.morning),
      index === days.length - 1 && circles.closing && plenary(
        day, last, shifted(last, Number(circles.closingMinutes)), words.closing),
    ].filter(Boolean)
  })
  return inOrder([...lines, ...added])
}

function plenary(day, from, to, label) {
  return { day, from, to, kind: "plenary", label, about: "" }
}
