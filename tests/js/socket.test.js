import { pass, settled, stopClocks } from "./support/browser.js"
import assert from "node:assert/strict"
import { beforeEach, mock, test } from "node:test"
import { createSocket } from "../../static/js/core/socket.js"

let sockets
let told

/** A Socket.IO socket as a test plays it: `up()`, `down()`, `hear()`; `answers` says whether it carries anything. */
function socketBy(options) {
  const listeners = {}
  const any = []
  const socket = {
    options, connected: false, active: true, answers: true, emitted: [], ended: false, connects: 0,
    io: { on() {} },
    on(event, fn) { (listeners[event] ??= []).push(fn) },
    onAny(fn) { any.push(fn) },
    offAny() { any.length = 0 },
    removeAllListeners() { for (const event in listeners) delete listeners[event] },
    connect() { socket.connects++ },
    disconnect() { socket.connected = false; socket.ended = true },
    emit(event, ...rest) {
      socket.emitted.push(event)
      const reply = rest.pop()
      if (socket.answers) queueMicrotask(() => reply({ ok: true, seq: 42 }))
    },
    timeout: patience => ({
      emit(event, data, reply) {
        socket.emitted.push(event)
        if (socket.answers) queueMicrotask(() => reply(null, { ok: true, data }))
        else setTimeout(() => reply(new Error("timeout")), patience)
      },
    }),
    tell(event, data) { for (const fn of listeners[event] ?? []) fn(data) },
    up() { socket.connected = true; socket.tell("connect") },
    down(reason = "transport close") { socket.connected = false; socket.tell("disconnect", reason) },
    hear(event, data) { for (const fn of any) fn(event, data); socket.tell(event, data) },
  }
  sockets.push(socket)
  return socket
}

function create() {
  const note = name => value => told.push(value === undefined ? name : [name, value])
  return createSocket({
    auth: () => ({ gathering: "abc" }), on: { changes: note("changes") }, onUp: note("up"), onDown: note("down"),
    onActivity() {}, onSeq: note("seq"), onLost: note("lost"), onRefused: note("refused"), connectBy: socketBy,
  })
}

beforeEach(() => {
  mock.timers.reset()
  stopClocks()
  document.hidden = false
  sockets = []
  told = []
})

test("after a quiet moment it sends a ping, and reports the newest seq", async () => {
  const one = create()
  sockets[0].up()
  await pass(1400)

  assert.equal(one.connected, true)
  assert.deepEqual(told, ["up", ["seq", 42]])
  one.end()
})

test("incoming messages save the ping", async () => {
  const one = create()
  sockets[0].up()
  for (let i = 0; i < 6; i++) {
    await pass(500)
    sockets[0].hear("changes", i)
  }

  assert.deepEqual(sockets[0].emitted, [])
  one.end()
})

test("a hidden page sends no ping", async () => {
  const one = create()
  sockets[0].up()
  document.hidden = true
  await pass(10_000)

  assert.deepEqual(sockets[0].emitted, [])
  one.end()
})

test("a dead socket is replaced within two seconds by the one that answers", async () => {
  const one = create()
  sockets[0].up()
  sockets[0].answers = false
  await pass(2200)
  assert.equal(sockets.length, 2)
  assert.deepEqual(told.toSorted(), ["down", "lost", "up"])

  sockets[1].up()
  await settled()
  const answer = await one.request("command", { id: 1 }, 5000)

  assert.deepEqual(answer, { ok: true, data: { id: 1 } })
  assert.deepEqual(sockets[0].emitted.filter(event => event === "command"), [])
  one.end()
})

test("a replaced socket is still received for three seconds, for a bell on its way", async () => {
  const one = create()
  sockets[0].up()
  sockets[0].answers = false
  await pass(2200)
  sockets[1].up()

  await pass(2500)
  sockets[0].hear("changes", "late")
  assert.ok(told.some(one => one[1] === "late"))
  await pass(1000)
  sockets[0].hear("changes", "too late")
  assert.ok(!told.some(one => one[1] === "too late"))
  one.end()
})

test("a slow server that answers at last keeps its first socket", async () => {
  const one = create()
  let answer = null
  sockets[0].up()
  sockets[0].emit = (_event, reply) => { answer = reply }
  await pass(2200)
  assert.equal(sockets.length, 2)

  answer({ ok: true, seq: 7 })
  await settled()

  assert.equal(sockets[1].ended, true)
  assert.deepEqual(told.at(-1), ["seq", 7])
  one.end()
})

test("a request without an answer is null after its time", async () => {
  const one = create()
  sockets[0].up()
  sockets[0].answers = false
  const asked = one.request("command", {}, 600)
  await pass(700)

  assert.equal(await asked, null)
  one.end()
})

test("a server that restarts is connected to again, not by all phones at once", async () => {
  const one = create()
  sockets[0].up()
  document.hidden = true
  sockets[0].down("io server disconnect")
  await pass(450)
  assert.equal(sockets[0].connects, 0)
  await pass(1700)

  assert.equal(sockets[0].connects, 1)
  one.end()
})

test("a refusal is reported, and tried again after three to five seconds", async () => {
  const one = create()
  sockets[0].active = false
  document.hidden = true
  sockets[0].tell("connect_error", { data: { code: "not_allowed" } })
  await pass(2900)
  assert.equal(sockets[0].connects, 0)
  await pass(2200)

  assert.equal(sockets[0].connects, 1)
  assert.deepEqual(told[0], ["refused", { data: { code: "not_allowed" } }])
  one.end()
})

test("without a connection it reports so every second or two, so that changes are fetched another way", async () => {
  const one = create()
  sockets[0].up()
  sockets[0].down()
  await pass(6000)

  const lost = told.filter(what => what === "lost").length
  assert.ok(lost >= 3 && lost <= 6, `${lost}`)
  one.end()
})

test("what is ended opens and sends nothing any more", async () => {
  const one = create()
  sockets[0].up()
  one.end()
  one.probe()
  await pass(10_000)

  assert.equal(sockets.length, 1)
  assert.deepEqual(sockets[0].emitted, [])
})
