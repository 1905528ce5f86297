import "./support/browser.js"
import assert from "node:assert/strict"
import { test } from "node:test"
import { html } from "../../static/js/core/html.js"
import { inWords, t, tc, tn } from "../../static/js/core/language.js"
import { withCommas } from "../../static/js/core/lists.js"

test("parameters replace their names in the message", () => {
  assert.equal(t("Placed at {code}.", { code: "3D" }), "Placed at 3D.")
  assert.equal(t("No {parameters}"), "No {parameters}")
  assert.equal(tc("of a door", "Open {code}", { code: "3D" }), "Open 3D")
})

test("a message with a view is a list for a template", () => {
  const code = html`<b>3D</b>`

  assert.deepEqual(t("Placed at {code}.", { code }), ["Placed at ", code, "."])
})

test("a plural has the form of its number", () => {
  assert.equal(tn("{n} note of {name}", "{n} notes of {name}", 1, { name: "Kim" }), "1 note of Kim")
  assert.equal(tn("{n} note of {name}", "{n} notes of {name}", 0, { name: "Kim" }), "0 notes of Kim")
})

test("in another language the forms come by category", () => {
  const forms = { one: "{n} notatka", few: "{n} notatki", other: "{n} notatek" }

  assert.equal(tn(forms, "", 1), "1 notatka")
  assert.equal(tn(forms, "", 2), "2 notatek")
})

test("names are listed in words", () => {
  assert.equal(inWords(["Kim", "Rosa", "Amir"]), "Kim, Rosa and Amir")
  assert.equal(inWords([]), "")
})

test("a list without “and” leaves out what is empty", () => {
  assert.equal(withCommas(["Kim", "", null, "Rosa"]), "Kim, Rosa")
})

test("an Arabic title in English keeps its own direction", () => {
  assert.equal(t("“{title}” at {code}", { title: "ليلى", code: "3D" }), "“\u2068ليلى\u2069” at 3D")
  assert.equal(withCommas(["Kim", "ليلى"]), "Kim, \u2068ليلى\u2069")
})

test("in a language that reads from right to left, what is put in keeps its own direction", async () => {
  document.documentElement.dir = "rtl"
  const other = await import(`../../static/js/core/language.js?${Math.random()}`)

  assert.equal(other.t("Placed at {code}.", { code: "3D" }), "Placed at \u20683D\u2069.")
  assert.equal(other.inWords(["1A", "2B"]), "\u20681A\u2069 and \u20682B\u2069")
})

test("a browser that has no dates of the language writes them with the words of the server", async () => {
  document.documentElement.lang = "xx"
  document.documentElement.dir = ""
  document.documentElement.dataset = { dates: JSON.stringify({ Friday: "Dydd Gwener", May: "Mai" }) }
  const other = await import(`../../static/js/core/language.js?${Math.random()}`)

  assert.equal(other.LANGUAGE_OF_DATES, "en-GB-u-nu-latn")
  assert.equal(other.inDateWords("Friday 1 May"), "Dydd Gwener 1 Mai")
  assert.equal(other.inWords(["Kim", "Rosa"]), "Kim, Rosa")
})
