// Many phones in one process, each with the product's own modules: connection, outbox, gathering.
// What a browser gives them is here as small as they need it. Lines on stdin: {"ask": title} for all,
// {"shown": title} and {"report": true}; an answer is one line of JSON on stdout.
import { Agent, request } from "node:http"
import { createInterface } from "node:readline"

const { modules, url, code, people } = JSON.parse(process.argv[2])
const kept = new Map()
const storage = new Proxy({
  getItem: key => kept.get(key) ?? null,
  setItem: (key, value) => { kept.set(key, String(value)) },
  removeItem: key => { kept.delete(key) },
}, { ownKeys: () => [...kept.keys()], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }) })
// Not Node's own fetch: it shares its connections with WebSocket, which in a browser always has a new one.
const agent = new Agent({ keepAlive: true })
for (const [name, value] of Object.entries({
  localStorage: storage, sessionStorage: storage, location: new URL(url),
  addEventListener() {}, document: { hidden: false, documentElement: { lang: "en-GB", dir: "", dataset: {} }, addEventListener() {} },
  navigator: { onLine: true }, fetch: fetched,
})) Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })

const { createGathering } = await import(`${modules}/gathering.js`)
const { connect } = await import(`${modules}/connection.js`)
const { createOutbox } = await import(`${modules}/outbox.js`)

const phones = await Promise.all(people.map(async ({ token, id }) => {
  const answer = await fetch(`/api/${code}/state`, { headers: { Authorization: `Bearer ${token}` } })
  const g = createGathering(await answer.json())
  const connection = connect({ code, token, g })
  const outbox = createOutbox({ key: `${code}.${id}`, connection })
  return { g, connection, outbox, saved: [], refused: 0, lateAfter: [] }
}))

createInterface({ input: process.stdin }).on("line", line => {
  const said = JSON.parse(line)
  if (said.ask) phones.forEach((phone, nth) => propose(phone, `${said.ask} ${nth}`))
  if (said.shown) console.log(JSON.stringify(phones.map(({ g }) => shows(g, said.shown))))
  if (said.report) console.log(JSON.stringify(phones.map(report)))
})
// Without this, phones that never had a line would be measured, and look well: they fetch.
while (phones.some(({ connection }) => connection.status.value !== "live")) await new Promise(done => setTimeout(done, 50))
console.log("live")

function fetched(path, { body, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const asked = request(new URL(path, url), { agent, ...options }, async answer => {
      const parts = await answer.toArray().catch(reject)
      if (parts) resolve(new Response(Buffer.concat(parts), { status: answer.statusCode, headers: answer.headers }))
    })
    asked.on("error", reject)
    asked.end(body)
  })
}

async function propose(phone, title) {
  const at = performance.now()
  const stop = phone.outbox.late.subscribe(late => {
    if (late) phone.lateAfter.push((performance.now() - at) / 1000)
  })
  const answer = await phone.outbox.send("propose_topic", { title })
  stop()
  if (answer.ok) phone.saved.push(title)
  else phone.refused += 1
}

function shows(g, title) {
  for (const topic of g.tables.topics.value.values()) if (topic.title === title) return true
  return false
}

function report({ g, connection, outbox, saved, refused, lateAfter }) {
  const topics = [...g.tables.topics.value.values()].map(topic => topic.title).sort()
  return {
    seq: g.seq.value, topics, status: connection.status.value, waiting: outbox.waiting.value.length,
    saved, refused, lateAfter,
  }
}
