import "./support/browser.js"
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { beforeEach, test } from "node:test"
import { runInNewContext } from "node:vm"
import { keepFiles, stopWorker } from "../../static/js/core/offline_worker.js"

const SOURCE = readFileSync(new URL("../../static/js/offline/worker.js", import.meta.url), "utf8")
const ORIGIN = "https://open.example.org"
const CSS = "/static/v-1/css/phone.css"

/** The worker of the gathering ABC23: `network` answers a request, or throws; `files` are in its cache. */
function worker({ network, files = { "/ABC23/me/offline": "the copy", [CSS]: "style" }, preload }) {
  const listeners = {}
  const said = { gone: [], preloads: 0, skipped: 0 }
  const path = address => new URL(address, ORIGIN).pathname
  runInNewContext(SOURCE, {
    URL, Response,
    location: { origin: ORIGIN },
    registration: {
      scope: `${ORIGIN}/ABC23`,
      navigationPreload: { enable() { said.preloads++ } },
      unregister() { said.gone.push("worker") },
    },
    caches: {
      async match(address, { cacheName }) { assert.equal(cacheName, "offline ABC23"); return files[path(address)] && new Response(files[path(address)]) },
      async delete(name) { said.gone.push(name) },
    },
    skipWaiting() { said.skipped++ },
    addEventListener(name, listen) { listeners[name] = listen },
    fetch: async request => network(request),
  })
  /** What it answers; undefined where the browser asks the network itself. */
  async function ask(address, { mode = "navigate", method = "GET" } = {}) {
    let answer
    const url = new URL(address, ORIGIN).href
    listeners.fetch({ request: { url, mode, method }, preloadResponse: preload?.(), respondWith(given) { answer = given } })
    return answer && (answer = await answer, answer.type === "error" ? "error" : { status: answer.status, text: await answer.text() })
  }
  return { ask, said, listeners }
}

const online = () => new Response("fresh")
const offline = () => { throw new TypeError("failed to fetch") }
const status = code => () => new Response("server", { status: code })

test("where the network answers, its answer is shown, whatever it is", async () => {
  for (const code of [200, 403, 429, 500, 503]) {
    assert.deepEqual(await worker({ network: status(code) }).ask("/ABC23"), { status: code, text: "server" })
  }
})

test("without a network, and behind a proxy that cannot reach the server, the copy is shown", async () => {
  for (const network of [offline, status(502), status(504)]) {
    for (const address of ["/ABC23", "/ABC23?language=cy", "/ABC23/s/1A", "/ABC23/s/1A/"]) {
      assert.deepEqual(await worker({ network }).ask(address), { status: 200, text: "the copy" }, address)
    }
  }
})

test("other pages, other gatherings, calls and forms are left to the browser", async () => {
  const { ask } = worker({ network: offline })
  const others = ["/ABC23/host", "/ABC23/wall", "/ABC23/rooms/A", "/ABC23/me/data", "/ABC23/me/offline", "/ABC23/paper/", "/ABC23/s/1A/x",
    "/ABC234", "/ABC234/s/1A", "/", "/c/circle", "https://other.example.org/ABC23"]
  for (const address of others) assert.equal(await ask(address), undefined, address)
  assert.equal(await ask("/ABC23", { method: "POST" }), undefined)
  assert.equal(await ask("/api/ABC23/state", { mode: "cors" }), undefined)
  assert.equal(await ask("/ABC23", { mode: "cors" }), undefined)
})

test("files come from the network, and only without one from the cache", async () => {
  const file = { mode: "no-cors" }
  assert.equal((await worker({ network: online }).ask(CSS, file)).text, "fresh")
  assert.equal((await worker({ network: offline }).ask(CSS, file)).text, "style")
  assert.equal(await worker({ network: offline }).ask("/static/v-1/js/host/main.js", file), "error")
})

test("when the gathering is gone, so are the worker and its files", async () => {
  for (const code of [404, 410]) {
    const { ask, said } = worker({ network: status(code) })
    assert.equal((await ask("/ABC23")).status, code)
    assert.deepEqual(said.gone, ["offline ABC23", "worker"])
  }
})

test("without the copy's page the browser says what it always says", async () => {
  assert.equal(await worker({ network: offline, files: {} }).ask("/ABC23"), "error")
  assert.equal((await worker({ network: status(502), files: {} }).ask("/ABC23")).status, 502)
})

test("a new worker takes over at once, and the browser asks for pages while it starts", async () => {
  const { said, listeners } = worker({ network: online })
  listeners.install()
  listeners.activate({ waitUntil() {} })
  assert.deepEqual([said.skipped, said.preloads], [1, 1])
})

test("what the browser asked for already is not asked for twice", async () => {
  const { ask } = worker({ network: offline, preload: async () => new Response("asked before") })
  for (const address of ["/ABC23", "/ABC23/export.json", "/ABC234"]) assert.equal((await ask(address)).text, "asked before")
  const failed = worker({ network: online, preload: async () => { throw new TypeError("failed") } })
  assert.equal((await failed.ask("/ABC23")).text, "the copy")
  await assert.rejects(failed.ask("/ABC23/wall"))
})

// --- the page's side

let stored
beforeEach(() => {
  stored = new Map()
  const cache = {
    async match(address) { return stored.get(address)?.clone() },
    async put(address, response) { stored.set(address, response) },
    async keys() { return [...stored.keys()].map(address => ({ url: ORIGIN + address, address })) },
    async delete({ address }) { stored.delete(address) },
  }
  globalThis.caches = /** @type {any} */ ({ open: async () => cache, async delete() { stored.clear() } })
})

/** A server whose page links to these files. */
function serves(files, caching = "public, max-age=31536000, immutable") {
  const asked = []
  const page = files.map(file => `<link href="${file}">`).join("")
  globalThis.fetch = /** @type {any} */ (async address => {
    asked.push(address)
    return new Response(address.endsWith("offline") ? page : "file", { headers: { "Cache-Control": caching } })
  })
  return asked
}

test("a page keeps the files again when they have changed, and none of before", async () => {
  const files = ["/static/v-1/a.css", "/static/v-1/b.js", "/static/v-1/b.js"]
  serves(files)
  await keepFiles("ABC23")
  assert.deepEqual([...stored.keys()], ["/static/v-1/a.css", "/static/v-1/b.js", "/ABC23/me/offline"])

  const asked = serves(files)
  await keepFiles("ABC23")
  assert.deepEqual(asked, ["/ABC23/me/offline"])

  serves(["/static/v-1/a.css", "/static/v-2.cy/b.js"])
  await keepFiles("ABC23")
  assert.deepEqual([...stored.keys()].sort(), ["/ABC23/me/offline", "/static/v-1/a.css", "/static/v-2.cy/b.js"])
})

test("an answer that is not the page replaces nothing", async () => {
  serves(["/static/v-1/a.css"])
  await keepFiles("ABC23")
  serves(["/static/v-0/a.css"], "no-cache")
  await assert.rejects(keepFiles("ABC23"), /another version/)
  globalThis.fetch = /** @type {any} */ (async () => new Response("<h1>Sign in to the Wi-Fi", { status: 403 }))
  await assert.rejects(keepFiles("ABC23"))
  assert.match(await stored.get("/ABC23/me/offline").text(), /v-1\/a\.css/)
})

test("only the gathering's own worker is stopped", async () => {
  const stopped = []
  const registration = code => ({ scope: `${ORIGIN}/${code}`, async unregister() { stopped.push(code); return true } })
  globalThis.location = /** @type {any} */ ({ href: `${ORIGIN}/ABC234` })
  Object.assign(navigator, { serviceWorker: { getRegistration: async () => registration("ABC23") } })
  assert.equal(await stopWorker("ABC234"), false)
  assert.equal(await stopWorker("ABC23"), true)
  assert.deepEqual(stopped, ["ABC23"])
})
