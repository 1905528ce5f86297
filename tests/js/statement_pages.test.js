import assert from "node:assert/strict"
import { test } from "node:test"
import { dealStatement, wrap } from "../../static/js/wall/statement_pages.js"

const room = { width: 600, height: 700, text: 28, lengthOf: text => text.length * 14 }
const words = count => Array.from({ length: count }, (_, nth) => `word${nth}`).join(" ")
const item = (id, count = 8) => ({ id, text: words(count), foot: "Session 1A" })
const items = (name, count, long) => Array.from({ length: count }, (_, nth) => item(`${name}${nth}`, long))
const group = (key, found) => ({ key, heading: key, items: found })

function dealt({ confirms = [], both = [], refutes = [], context = [], thoughts = [] }) {
  const columns = [group("confirms", confirms), group("both", both), group("refutes", refutes)]
  return dealStatement({ ...room, columns, below: [group("context", context), group("thoughts", thoughts)] })
}

const idsOf = pages => new Set(pages.flat().flatMap(({ parts }) => parts.map(({ id }) => id)))

test("every item is on a page, and no column is fuller than it is high", () => {
  const pages = dealt({ confirms: items("c", 40, 30), both: items("b", 3), refutes: items("r", 17, 60), context: items("x", 9), thoughts: items("t", 20) })

  assert.equal(idsOf(pages).size, 89)
  for (const { parts } of pages.flat()) {
    const gaps = Math.max(0, parts.length - 1) * 0.6 * room.text
    assert.ok(parts.reduce((sum, { height }) => sum + height, gaps) <= room.height)
  }
})

test("a group with fewer items begins again instead of leaving its column empty", () => {
  const pages = dealt({ confirms: items("c", 30, 30), refutes: items("r", 2) })

  assert.ok(pages.length > 2)
  for (const [, both, refutes] of pages) {
    assert.deepEqual(refutes.parts.map(({ id }) => id), ["r0", "r1"])
    assert.deepEqual(both.parts, [])
  }
})

test("a text longer than a column goes on in the next one, with every word", () => {
  const [text] = [words(400)]
  const pages = dealt({ confirms: [{ id: "long", text, foot: "" }] })

  const parts = pages.map(([column]) => column.parts).flat()
  assert.ok(parts.length > 1)
  assert.equal(parts.map(part => part.text.replace(/^… | …$/g, "")).join(" "), text)
})

test("a text without spaces goes on without any", () => {
  const text = "教".repeat(1500)
  const parts = dealt({ both: [{ id: "long", text, foot: "" }] }).flatMap(([, column]) => column.parts)

  assert.equal(parts.map(part => part.text.replace(/^… | …$/g, "")).join(""), text)
})

test("what is no evidence of a side comes after it, and groups without items do not", () => {
  const pages = dealt({ thoughts: items("t", 2) })

  assert.deepEqual(pages.map(page => page.map(({ key }) => key)), [["confirms", "both", "refutes"], ["thoughts"]])
})

test("lines are wrapped at words, and within a word that is longer than a line", () => {
  const lines = text => wrap(text, { width: 140, lengthOf: one => one.length * 14 }).map(line => line.words)

  assert.deepEqual(lines("one two three\nfour"), ["one two", "three", "four"])
  assert.deepEqual(lines("a Donaudampfschiff"), ["a", "Donaudampf", "schiff"])
})

test("nothing is dealt into a place that is too small to measure", () => {
  assert.deepEqual(dealStatement({ ...room, height: 0, columns: [group("confirms", [])], below: [] }), [])
})
