import { stopClocks } from "./support/browser.js"
import assert from "node:assert/strict"
import { before, test } from "node:test"
import { later, longer, movedTo, neighbours, previewOf, swapped, timed } from "../../static/js/host/shift.js"

before(() => stopClocks("2027-03-31T09:30:00Z"))

const DAY = "2027-03-31"
const at = (id, from, to, kind = "session") => ({
  id, kind, day: DAY, code: id, starts_at: `${DAY}T${from}:00+01:00`, ends_at: `${DAY}T${to}:00+01:00`,
})
const morning = { slots: [at("1", "10:00", "10:45"), at("2", "11:00", "11:45"), at("lunch", "12:00", "13:00", "break"), at("3", "13:15", "14:00")] }
const clock = time => new Date(time).toLocaleTimeString("en-GB", { timeZone: "Europe/London", hour: "2-digit", minute: "2-digit" })
const words = changes => changes.map(({ slot, starts, ends }) => `${slot.id} ${clock(starts)}-${clock(ends)}`).sort()
const of = (entries, id) => entries.find(({ slot }) => slot.id === id)

function gathering(...sessions) {
  return {
    about: { value: { timezone: "Europe/London" } },
    cells: { value: new Map(sessions.map(([code, slot, room]) => [`${room}|${slot}`, { session: { code, slot, room } }])) },
  }
}

test("a delay moves what begins from then on, and keeps lengths and gaps", () => {
  const day = timed(morning)

  assert.deepEqual(words(later(day, of(day, "2").starts, 15)), ["2 11:15-12:00", "3 13:30-14:15", "lunch 12:15-13:15"])
  assert.deepEqual(words(later(day, of(day, "3").starts, -5)), ["3 13:10-13:55"])
  assert.deepEqual(later(day, of(day, "2").starts, 0), [])
})

test("a longer slot moves what is after it, not what is beside it", () => {
  const day = timed({ slots: [at("long", "10:00", "12:00"), ...morning.slots].toSorted((a, b) => (a.starts_at < b.starts_at ? -1 : 1)) })

  assert.deepEqual(words(longer(day, of(day, "1"), 10)), ["1 10:00-10:55", "2 11:10-11:55", "3 13:25-14:10", "lunch 12:10-13:10"])
})

test("lunch changes places with a neighbour, and nothing else moves", () => {
  const day = timed(morning)
  const lunch = of(day, "lunch")
  const beside = neighbours(day, lunch)

  assert.deepEqual(words(swapped(lunch, beside.before)), ["2 12:15-13:00", "lunch 11:00-12:00"])
  assert.deepEqual(words(swapped(lunch, beside.after)), ["3 12:00-12:45", "lunch 13:00-14:00"])
})

test("lunch at another time moves what is after it along", () => {
  const day = timed(morning)
  const lunch = of(day, "lunch")

  assert.deepEqual(words(movedTo(day, lunch, lunch.starts + 30 * 60_000)), ["3 13:45-14:30", "lunch 12:30-13:30"])
})

test("slots at the same time are one neighbour, and a break beside a slot has none", () => {
  const day = timed({ slots: [at("1", "10:00", "12:00"), at("2", "11:00", "11:45"), at("tea", "12:00", "12:30", "break")] })
  const tea = of(day, "tea")

  assert.deepEqual(words(swapped(tea, neighbours(day, tea).before)), ["1 10:30-12:30", "2 11:30-12:15", "tea 10:00-10:30"])
  const beside = timed({ slots: [at("1", "10:00", "12:00"), at("tea", "11:00", "11:30", "break"), at("2", "12:00", "13:00")] })
  assert.deepEqual(neighbours(beside, of(beside, "tea")), { before: null, after: null })
})

test("the preview tells the sessions, what is at the same time then, and what a room cannot hold", () => {
  const day = timed(morning)
  const g = gathering(["1A", "1", "a"], ["2A", "2", "a"], ["2B", "2", "b"])

  const { changes, clashes, leaves, late } = previewOf(g, day, later(day, of(day, "2").starts, -30))

  assert.deepEqual(changes.map(({ slot, sessions, beside }) => [slot.id, sessions.length, beside.map(({ id }) => id).join()]),
    [["2", 2, "1"], ["lunch", 0, ""], ["3", 0, ""]])
  assert.deepEqual(clashes, [["1A", "2A"]])
  assert.deepEqual([leaves, late], [false, []])
})

test("no slot slides to another day without a word", () => {
  const day = timed({ slots: [at("1", "22:00", "22:45"), at("2", "23:00", "23:45")] })

  const end = previewOf(gathering(), day, later(day, of(day, "1").starts, 20))
  assert.deepEqual([end.leaves, end.late.map(({ id }) => id)], [false, ["2"]])
  assert.equal(previewOf(gathering(), day, later(day, of(day, "1").starts, 65)).leaves, true)
  const midnight = previewOf(gathering(), day, later(day, of(day, "1").starts, 15))
  assert.deepEqual([midnight.leaves, midnight.late], [false, []])
})

test("whatever the day, lengths stay, and a swap makes no slots overlap", () => {
  let seed = 7
  const random = most => { seed = (seed * 48_271) % 2_147_483_647; return seed % most }
  for (let round = 0; round < 200; round++) {
    let from = Date.parse(`${DAY}T08:00:00+01:00`)
    const entries = Array.from({ length: 2 + random(6) }, (_, id) => {
      const starts = from + random(4) * 300_000
      from = starts + (1 + random(9)) * 300_000
      return { slot: { id, kind: "session", day: DAY }, starts, ends: from }
    })
    const one = entries[random(entries.length)]
    const beside = neighbours(entries, one)
    const all = [later(entries, one.starts, random(60) - 30), ...[beside.before, beside.after].filter(Boolean).map(other => swapped(one, other))]
    for (const changes of all) for (const { slot, starts, ends } of changes) assert.equal(ends - starts, entries[slot.id].ends - entries[slot.id].starts)
    for (const changes of all.slice(1)) {
      const day = entries.map(entry => changes.find(({ slot }) => slot.id === entry.slot.id) ?? entry).sort((a, b) => a.starts - b.starts)
      day.slice(1).forEach((entry, nth) => assert.ok(entry.starts >= day[nth].ends))
      assert.equal(day[0].starts, entries[0].starts)
      assert.equal(day.at(-1).ends, entries.at(-1).ends)
    }
  }
})
