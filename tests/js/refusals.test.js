import "./support/browser.js"
import assert from "node:assert/strict"
import { test } from "node:test"
import { sentenceOf } from "../../static/js/core/refusals.js"

test("the server's sentence is shown", () => {
  assert.equal(sentenceOf({ code: "cell_taken", message: "1A is taken." }), "1A is taken.")
})

test("a page that knows more has its own sentence for a code", () => {
  const better = { not_allowed: "Was the host key replaced?" }

  assert.equal(sentenceOf({ code: "not_allowed", message: "No." }, better), "Was the host key replaced?")
  assert.equal(sentenceOf({ code: "busy", message: "Later." }, better), "Later.")
})

test("no answer says that the server is out of reach, and what that means here", () => {
  assert.match(sentenceOf(null), /cannot be reached/)
  assert.equal(sentenceOf(null, { unreachable: "Nothing was deleted." }), "Nothing was deleted.")
})

test("what only the browser knows has a sentence, and so has what nobody knows", () => {
  assert.match(sentenceOf({ code: "malformed" }), /could not be read/)
  assert.match(sentenceOf({ code: "of a newer server" }), /did not work/)
})
