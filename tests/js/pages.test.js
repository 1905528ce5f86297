import "./support/browser.js"
import assert from "node:assert/strict"
import { test } from "node:test"
import { dealPages } from "../../static/js/wall/pages.js"

const rooms = count => Array.from({ length: count }, (_, i) => ({ id: `r${i}` }))
const day = (name, count, bands = []) => ({
  date: name, slots: Array.from({ length: count }, (_, i) => ({ id: `${name}s${i}`, kind: bands.includes(i) ? "break" : "session" })),
})
const stage = { width: 1850, height: 800, text: 28, lengthOf: text => text.length * 14 }

function cells(pages) {
  return pages.filter(page => !page.whole).flatMap(page => page.slots.filter(slot => slot.kind === "session")
    .flatMap(slot => page.rooms.map(room => `${room.id}|${slot.id}`)))
}

test("a small day is one page, with its text enlarged where there is room", () => {
  const pages = dealPages({ ...stage, days: [day("d", 3)], rooms: rooms(3) })

  assert.equal(pages.length, 1)
  assert.ok(pages[0].scale >= 1)
  assert.equal(cells(pages).length, 9)
})

test("a large day is dealt so that every cell stands on one page", () => {
  const days = [day("d", 12, [3]), day("e", 5, [0, 2])]
  const pages = dealPages({ ...stage, days, rooms: rooms(15) })
  const shown = cells(pages)

  assert.equal(shown.length, (11 + 3) * 15)
  assert.equal(new Set(shown).size, shown.length)
})

test("pages hold even hands of rooms, and no page mixes days", () => {
  const pages = dealPages({ ...stage, days: [day("d", 9), day("e", 9)], rooms: rooms(13) }).filter(page => !page.whole)
  const counts = new Set(pages.map(page => page.rooms.length))

  assert.ok(Math.max(...counts) - Math.min(...counts) <= Math.ceil(Math.max(...counts) / 2))
  for (const page of pages) assert.ok(page.slots.every(slot => slot.id.startsWith(page.day.date)))
})

test("breaks stay with the session before them, and those at the edges are kept", () => {
  const pages = dealPages({ ...stage, days: [day("d", 15, [0, 4, 14])], rooms: rooms(12) }).filter(page => !page.whole)
  const bands = new Set(pages.flatMap(page => page.slots).filter(slot => slot.kind === "break").map(slot => slot.id))

  assert.deepEqual(bands, new Set(["ds0", "ds4", "ds14"]))
})

test("without rooms or days there is no page", () => {
  assert.deepEqual(dealPages({ ...stage, days: [], rooms: rooms(2) }), [])
  assert.deepEqual(dealPages({ ...stage, days: [day("d", 2)], rooms: [] }), [])
})
