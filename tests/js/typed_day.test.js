// Days as people write them on a report form.
import "./support/browser.js"
import assert from "node:assert/strict"
import { test } from "node:test"

import { dayTyped } from "../../static/js/host/typed_day.js"

test("a day is read as it is written", () => {
  const read = typed => dayTyped(typed, "2026-11-24")
  assert.deepEqual(["", "15 Jan", "1 Dec", "15. January 2028", "15/1/2028", "2027-03-31"].map(read),
    ["", "2027-01-15", "2026-12-01", "2028-01-15", "2028-01-15", "2027-03-31"])
  assert.deepEqual(["soon", "1512", "15 Janx", "15 Ju", "31 Feb", "2027-13-01", "15 xyz"].map(read), [null, null, null, null, null, null, null])
})

for (const [language, typed] of [
  ["de", ["15. Januar", "15. Jan.", "15 jänner", "15 January"]],
  ["fr", ["15 janvier", "15 janv.", "15 Jan"]],
  ["es", ["15 de enero", "15 de enero de 2027", "15 ene"]],
  ["pl", ["15 stycznia", "15 styczeń", "15 sty", "15 styczen 2027 r."]],
  ["ar", ["15 يناير", "١٥ يناير ٢٠٢٧", "١٥/١/٢٠٢٧", "15 كانون الثاني", "15 جانفي", "\u200f15 يناير\u200f"]],
]) {
  test(`a day is read with the names of months in ${language}`, () => {
    for (const one of typed) assert.equal(dayTyped(one, "2026-11-24", `${language}-u-nu-latn`), "2027-01-15", one)
  })
}

test("a beginning that two months have is none", () => {
  const read = typed => dayTyped(typed, "2026-11-24", "fr")

  assert.deepEqual(["1er juin", "1er juil.", "1 jui"].map(read), ["2027-06-01", "2027-07-01", null])
})
