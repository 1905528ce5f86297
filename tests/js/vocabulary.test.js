import "./support/browser.js"
import assert from "node:assert/strict"
import { test } from "node:test"

const given = { note_kinds: [], evidence_groups: [], slot_kinds: [], usual: { "Be prepared": "Byddwch yn barod" }, pictures: { "Byddwch yn barod": "/p.svg" } }
document.getElementById = () => ({ textContent: JSON.stringify(given) })
const { pictureOf, said } = await import("../../static/js/core/vocabulary.js")

test("a usual text is in the page's language, and a host's own text is as typed", () => {
  assert.equal(said("Be prepared"), "Byddwch yn barod")
  assert.equal(pictureOf("Be prepared"), "/p.svg")
  for (const own of ["Be kind", "constructor", "toString", "__proto__"]) {
    assert.equal(said(own), own)
    assert.equal(pictureOf(own), undefined)
  }
})
