import "./support/browser.js"
import assert from "node:assert/strict"
import { test } from "node:test"
import { createGathering } from "../../static/js/core/gathering.js"
import { noticeText } from "../../static/js/phone/notice.js"
import { state, topic } from "./support/rows.js"

const g = createGathering(state({ tables: { topics: [topic("t1", { title: "Tea" })] } }))
const notice = (kind, more = {}) => ({ id: "n1", kind, topic: "t1", codes: ["1A", "2B"], text: "The server’s sentence.", ...more })

test("a notice names the title that this phone shows now", () => {
  assert.equal(noticeText(notice("moved"), g), "The facilitator has moved “Tea” from 1A to 2B.")
  assert.equal(noticeText(notice("moved", { topic: "gone" }), g), "The facilitator has moved your topic from 1A to 2B.")
})

test("a kind that needs no title has its code", () => {
  assert.equal(noticeText(notice("parted"), g), "The two topics that met together at 1A are parted again.")
})

test("a kind that this page does not know has the server's sentence", () => {
  assert.equal(noticeText(notice("of_a_later_version"), g), "The server’s sentence.")
})
