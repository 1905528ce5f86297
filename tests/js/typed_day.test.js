// Days as people write them on a report form.
import assert from "node:assert/strict"
import { test } from "node:test"

import { dayTyped } from "../../static/js/host/typed_day.js"

test("a day is read as it is written", () => {
  const read = typed => dayTyped(typed, "2026-11-24")
  assert.deepEqual(["", "15 Jan", "1 Dec", "15. January 2028", "15/1/2028", "2027-03-31"].map(read),
    ["", "2027-01-15", "2026-12-01", "2028-01-15", "2028-01-15", "2027-03-31"])
  assert.deepEqual(["soon", "31 Feb", "2027-13-01", "15 xyz"].map(read), [null, null, null, null])
})
