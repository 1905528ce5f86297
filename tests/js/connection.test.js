import { pass, settled, stopClocks } from "./support/browser.js"
import assert from "node:assert/strict"
import { beforeEach, mock, test } from "node:test"
import { connect } from "../../static/js/core/connection.js"
import { createGathering } from "../../static/js/core/gathering.js"
import { change, state, topic } from "./support/rows.js"

let asked
let socket
let answers

/** A socket that a test drives, with `on` and what `ask` sends over it. */
function socketBy() {
  const listeners = {}
  socket = {
    connected: false, active: true, io: { on() {} }, connect() {}, disconnect() { socket.connected = false },
    on(event, fn) { listeners[event] = fn }, onAny() {}, offAny() {}, removeAllListeners() {},
    emit(event, reply) { reply({ ok: true, seq: 0 }) },
    timeout: () => ({ emit(event, command, reply) { asked.push(["socket", command]); reply(null, { ok: true, seq: 0 }) } }),
    tell(event, data) { listeners[event](data) },
  }
  return socket
}

/** @param {Record<string, any>} more */
function connected(g, more = {}) {
  return connect({ code: "abc", g, connectBy: socketBy, ...more })
}

beforeEach(() => {
  mock.timers.reset()
  stopClocks()
  document.hidden = true
  asked = []
  answers = {}
  globalThis.fetch = async (address, options) => {
    asked.push(["http", address, options])
    const [body, status] = answers[address.split("/").at(-1).split("?")[0]] ?? [{}, 503]
    return Response.json(body, { status })
  }
})

test("changes over the socket are applied", () => {
  const g = createGathering(state())
  connected(g)
  socket.tell("changes", { since: 10, seq: 11, changes: [change(11, { topics: [topic("t1")] })] })

  assert.equal(g.seq.value, 11)
})

test("after a gap, what came since is fetched and applied", async () => {
  const g = createGathering(state())
  answers.changes = [{ since: 10, seq: 13, changes: [change(11, { topics: [topic("t1")] }), change(13)] }, 200]
  connected(g)

  socket.tell("changes", { since: 12, seq: 13, changes: [change(13)] })
  await settled()

  assert.equal(asked[0][1], "/api/abc/changes?since=10")
  assert.equal(g.seq.value, 13)
  assert.equal(g.tables.topics.value.size, 1)
})

test("where the server has no list of changes, the whole state is fetched", async () => {
  const g = createGathering(state({ tables: { topics: [topic("erased")] } }))
  answers.changes = [{ error: { code: "resync", message: "" } }, 409]
  answers.state = [state({ seq: 20 }), 200]

  await connected(g).refresh()

  assert.deepEqual(asked.map(([, address]) => address), ["/api/abc/changes?since=10", "/api/abc/state"])
  assert.equal(g.seq.value, 20)
  assert.equal(g.tables.topics.value.size, 0)
})

test("says which origin its copy has, so that a restored store sends everything anew", async () => {
  const g = createGathering({ ...state(), origin: "before" })
  answers.changes = [{ error: { code: "resync" } }, 409]
  answers.state = [{ ...state({ seq: 7 }), origin: "restored" }, 200]
  const connection = connected(g)

  await connection.refresh()

  assert.equal(asked[0][1], "/api/abc/changes?since=10&origin=before")
  assert.equal(g.seq.value, 7)
  assert.equal(g.origin.value, "restored")
})

test("told to take everything anew, phones spread their requests", async () => {
  const g = createGathering(state())
  answers.state = [state({ seq: 20 }), 200]
  connected(g)

  socket.tell("resync", { seq: 20 })
  await pass(850)

  assert.equal(g.seq.value, 20)
})

test("told so again meanwhile, they take it once", async () => {
  const g = createGathering(state())
  answers.state = [state({ seq: 20 }), 200]
  connected(g)

  for (const seq of [18, 19, 20]) socket.tell("resync", { seq })
  await pass(850)
  assert.equal(asked.length, 1)

  socket.tell("resync", { seq: 21 })
  await pass(850)
  assert.equal(asked.length, 2)
})

test("without a socket a command goes by HTTP, and a refusal comes back as an answer", async () => {
  const refusal = { ok: false, error: { code: "cell_taken", message: "Taken." } }
  answers.commands = [refusal, 409]

  const answer = await connected(createGathering(state()), { as: "p1" }).send({ id: "1", name: "claim_cell", args: {} })

  assert.deepEqual(answer, refusal)
  assert.equal(asked[0][1], "/api/abc/commands?as=p1")
})

test("a server that is down leaves a command unanswered", async () => {
  answers.commands = [{ error: { code: "unavailable", message: "" } }, 503]

  const answer = await connected(createGathering(state())).send({ id: "1", name: "claim_cell", args: {} })

  assert.equal(answer.unanswered, true)
})

test("with a socket a command goes by the socket, unless it is too large for a frame", async () => {
  answers.commands = [{ ok: true, seq: 0 }, 200]
  const connection = connected(createGathering(state()))
  socket.connected = true

  await connection.send({ id: "1", name: "post_note", args: { text: "short" } })
  await connection.send({ id: "2", name: "post_note", args: { text: "x".repeat(16_000) } })

  assert.deepEqual(asked.map(([way]) => way), ["socket", "http"])
})

test("a token that was ended ends the page's connection, once", async () => {
  const ended = []
  answers.changes = [{ error: { code: "not_allowed", message: "Ended.", ended: true } }, 403]
  const connection = connected(createGathering(state()), { token: "old", onEnded: error => ended.push(error.message) })

  await connection.refresh()
  await connection.refresh()

  assert.deepEqual(ended, ["Ended."])
})

test("a bell is heard once, over whichever way it comes, and not when it is old", () => {
  const rung = []
  const g = createGathering(state())
  connected(g, { onBell: bell => rung.push(bell.seq) })
  const bell = (seq, at) => ({ ...change(seq, { news: [{ id: `b${seq}`, kind: "bell", text: "" }] }), name: "ring_bell", at })

  socket.tell("bell", { text: "", at: "2026-03-05T10:00:00Z", seq: 11 })
  socket.tell("changes", { since: 10, seq: 11, changes: [bell(11, new Date().toISOString())] })
  socket.tell("changes", { since: 11, seq: 12, changes: [bell(12, "2026-03-05T09:00:00Z")] })

  assert.deepEqual(rung, [11])
})

test("a page that gets no socket is live over HTTP: never offline, told of changes and of who is here", async () => {
  document.hidden = false
  const g = createGathering(state())
  const seen = []
  answers.changes = [{ since: 10, seq: 11, here: 7, changes: [change(11, { topics: [topic("t1")] })] }, 200]
  const heard = []
  const connection = connected(g, { onPresence: presence => heard.push(presence.here) })
  connection.status.subscribe(value => seen.push(value))
  for (let nth = 0; nth < 8; nth++) {
    socket.tell("connect_error", new Error("websocket error"))
    await pass(1000)
  }

  assert.deepEqual(seen, ["connecting", "live"])
  assert.equal(g.seq.value, 11)
  assert.equal(heard.at(-1), 7)
  const addresses = asked.map(([, address]) => address)
  assert.equal(addresses[0], "/api/abc/changes?since=10")
  assert.equal(addresses.at(-1), "/api/abc/changes?since=11&here=1")
  connection.end()
})

test("over HTTP, a server that does not answer is offline, and live again with the next answer", async () => {
  document.hidden = false
  answers.changes = [{ since: 10, seq: 10, changes: [] }, 200]
  const connection = connected(createGathering(state()))
  await pass(6000)
  assert.equal(connection.status.value, "live")

  const answer = globalThis.fetch
  globalThis.fetch = async () => { throw new Error("no network") }
  await pass(3000)
  assert.equal(connection.status.value, "offline")

  globalThis.fetch = answer
  await pass(3000)
  assert.equal(connection.status.value, "live")
  connection.end()
})

test("a socket that opens at last takes over from HTTP", async () => {
  document.hidden = false
  answers.changes = [{ since: 10, seq: 10, changes: [] }, 200]
  const connection = connected(createGathering(state()))
  await pass(6000)

  socket.connected = true
  socket.tell("connect")
  asked = []
  await pass(6000)
  await connection.send({ id: "1", name: "mark_interest", args: {} })

  assert.deepEqual(asked.map(([way]) => way), ["socket"])
  assert.equal(connection.status.value, "live")
  connection.end()
})

test("a dead socket that cannot be replaced, because a filter blocks the next one, gives way to HTTP", async () => {
  document.hidden = false
  answers.changes = [{ since: 10, seq: 10, changes: [] }, 200]
  answers.commands = [{ ok: true, seq: 0 }, 200]
  const connection = connected(createGathering(state()))
  const dead = socket
  dead.connected = true
  dead.emit = () => {}
  dead.tell("connect")
  await pass(9000)

  asked = []
  const answer = await connection.send({ id: "1", name: "mark_interest", args: {} })

  assert.notEqual(socket, dead)
  assert.deepEqual([answer.ok, asked[0][1]], [true, "/api/abc/commands"])
  assert.equal(connection.status.value, "live")
  connection.end()
})
