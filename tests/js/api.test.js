import "./support/browser.js"
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { call } from "../../static/js/core/api.js"

let asked

/** The next answer of the network: a Response, or an Error. */
function network(answer) {
  globalThis.fetch = async (address, options) => {
    asked = { address, ...options }
    if (answer instanceof Error) throw answer
    return answer
  }
}

beforeEach(() => { asked = null })

test("a body is posted as JSON, by the token", async () => {
  network(Response.json({ person: "p1" }, { status: 201 }))

  const answer = await call("/api/abc/join", { token: "secret", body: { name: "Kim" } })

  assert.deepEqual(answer, { ok: true, status: 201, body: { person: "p1" }, error: null })
  assert.equal(asked.method, "POST")
  assert.deepEqual(JSON.parse(asked.body), { name: "Kim" })
  assert.deepEqual(asked.headers, { "Content-Type": "application/json", Authorization: "Bearer secret" })
})

test("who asks is added to the address", async () => {
  network(Response.json({}))

  await call("/api/abc/state", { as: "host" })
  assert.equal(asked.address, "/api/abc/state?as=host")
  assert.equal(asked.method, "GET")
  await call("/api/abc/changes?since=3", { as: "host" })
  assert.equal(asked.address, "/api/abc/changes?since=3&as=host")
})

test("a form with a picture goes as it is", async () => {
  network(Response.json({}))
  const form = new FormData()

  await call("/api/abc/photos", { body: form })

  assert.equal(asked.body, form)
  assert.deepEqual(asked.headers, {})
})

test("a refusal brings its error, with when to come again", async () => {
  network(Response.json({ error: { code: "busy", message: "Later.", again_in: 3 } }, { status: 429 }))

  const { ok, status, error } = await call("/api/abc/join", { body: {} })

  assert.deepEqual([ok, status, error], [false, 429, { code: "busy", message: "Later.", again_in: 3 }])
})

test("no network, and an answer that is no JSON, are no answer", async () => {
  for (const answer of [new TypeError("no network"), new Response("<html>", { status: 502 })]) {
    network(answer)
    assert.deepEqual(await call("/api/abc/state"), { ok: false, status: 0, body: null, error: null })
  }
})
