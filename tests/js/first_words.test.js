import "./support/browser.js"
import assert from "node:assert/strict"
import { test } from "node:test"

const page = {
  language: "", languages: [["en", "English"], ["cy", "Cymraeg"]],
  words: { en: { room: "Room {letter}", lunch: "Lunch" }, cy: { room: "Ystafell {letter}", lunch: "Cinio" } },
}
const found = globalThis.document.getElementById
globalThis.document.getElementById = id => id === "state" ? { textContent: JSON.stringify({ page }) } : found(id)
const { freeNames, isFirstName, renamed, wordsOf } = await import("../../static/js/setup/first_words.js")

test("rooms that nobody named get names in the language that is chosen", () => {
  const rooms = ["Room A", "Library", "Room C", ""].map(name => ({ name }))
  const welsh = renamed(rooms, "cy")
  assert.deepEqual(welsh.map(row => row.name), ["Ystafell A", "Library", "Ystafell C", ""])
  assert.deepEqual(renamed(welsh, "en"), rooms)
})

test("a new room has the first name that is free", () => {
  assert.equal(freeNames([{ name: "Ystafell A" }, { name: "Library" }], "cy")[0], "Ystafell B")
})

test("a name that somebody typed is not a first one", () => {
  assert.deepEqual(["Room A", "Ystafell B", "", "Library"].map(isFirstName), [true, true, true, false])
})

test("a language without words of its own has the English ones", () => {
  assert.equal(wordsOf("").lunch, "Lunch")
  assert.equal(wordsOf("cy").lunch, "Cinio")
})
