// The live line to the server: changes come in, commands go out. Gaps, sleep and dead sockets are
// all answered in the same way: fetch what came after `g.seq`.
import { signal } from "./html.js"
import { now, setClock } from "./clock.js"
import { io } from "../vendor/socket.io.js"

const ANSWER_WITHIN = 5000
const DELIVERED_WITHIN = 3000
const OFFLINE_AFTER = 1500
const POLL_WITHOUT_SOCKET = 5000
// The server closes sockets that send more than 64 KB at once; a long note may be more in bytes.
const LARGEST_FRAME = 15_000
const UNANSWERED = {
  ok: false, unanswered: true,
  error: { code: "unanswered", message: "No answer yet. It will be sent again." },
}

/**
 * `token` and `as` ("host", "wall") say who asks; `g` is a createGathering().
 * `status` is "connecting", "live" or "offline"; `ask(command)` resolves to the server's answer,
 * or to one with `unanswered: true` when nothing came back in time.
 */
export function connect({ code, token = null, as = null, g, onBell, onPresence }) {
  const status = signal("connecting")
  let fetching = null
  let lost = null
  let missed = false

  const socket = io({
    path: "/socket.io",
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnectionDelay: 250,
    reconnectionDelayMax: 2000,
    timeout: 6000,
    auth: reply => reply({
      gathering: code, since: g.seq.value, ...(token && { token }), ...(as && { as }),
    }),
  })
  socket.on("connect", () => {
    clearTimeout(lost)
    lost = null
    status.value = "live"
  })
  socket.on("disconnect", reason => {
    mourn()
    // The server closes sockets when it restarts; only this reason is not retried by itself.
    if (reason === "io server disconnect") setTimeout(() => socket.connect(), 500 + Math.random() * 1500)
  })
  socket.on("connect_error", () => {
    mourn()
    // A refusal by the server ends the retries; the reason may pass (restart, a new cookie).
    if (!socket.active) setTimeout(() => socket.connect(), 3000 + Math.random() * 2000)
  })
  socket.on("changes", message => {
    if (g.apply(message) === "gap") refresh()
  })
  socket.on("resync", () => replaceAll())
  socket.on("bell", bell => onBell?.(bell))
  socket.on("presence", presence => onPresence?.(presence))

  addEventListener("offline", mourn)
  addEventListener("online", wake)
  addEventListener("pageshow", event => { if (event.persisted) wake() })
  document.addEventListener("visibilitychange", () => { if (!document.hidden) wake() })
  setInterval(() => { if (!socket.connected && !document.hidden) refresh() }, POLL_WITHOUT_SOCKET)

  return { status, ask, refresh, socket }

  async function ask(command) {
    const small = JSON.stringify(command).length < LARGEST_FRAME
    const answer = await (socket.connected && small ? askBySocket(command) : askByHttp(command))
    if (answer.ok && answer.seq) await seen(answer.seq)
    return answer
  }

  function askBySocket(command) {
    return new Promise(resolve => {
      socket.timeout(ANSWER_WITHIN).emit("command", command, (failure, answer) => {
        if (!failure) return resolve(answer)
        // Connected and yet silent: more likely a dead socket than a slow server.
        if (socket.connected) socket.io.engine?.close()
        resolve(UNANSWERED)
      })
    })
  }

  async function askByHttp(command) {
    const response = await call("commands", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(command),
    })
    const answer = await response?.json().catch(() => null)
    if (!answer) return UNANSWERED
    if (answer.ok !== undefined) return answer
    return answer.error && response.status < 500 ? { ok: false, error: answer.error } : UNANSWERED
  }

  /** Waits until the change that the answer speaks of is here, so that "saved" is also "shown". */
  function seen(seq) {
    if (g.seq.value >= seq) return null
    return new Promise(resolve => {
      let stop = null
      const done = () => {
        clearTimeout(timer)
        stop?.()
        resolve()
      }
      const timer = setTimeout(() => refresh().then(done, done), 400)
      stop = g.seq.subscribe(value => { if (value >= seq) queueMicrotask(done) })
    })
  }

  /** Fetches the changes after `g.seq`; one fetch at a time. */
  function refresh() {
    fetching ??= catchUp().finally(() => { fetching = null })
    return fetching
  }

  async function catchUp() {
    const response = await call(`changes?since=${g.seq.value}`)
    if (!socket.connected) status.value = response ? "connecting" : "offline"
    if (!response) return "unreachable"
    if (response.status === 409) return replaceAll()
    if (!response.ok) return "unreachable"
    const message = await response.json().catch(() => null)
    if (!message) return "unreachable"
    missed ||= message.changes.some(change => change.seq > g.seq.value && now() - Date.parse(change.at) > DELIVERED_WITHIN)
    const done = g.apply({ since: g.seq.value, ...message })
    return done === "gap" ? replaceAll() : done
  }

  async function replaceAll() {
    const response = await call("state")
    const state = response?.ok ? await response.json().catch(() => null) : null
    if (!state) return "unreachable"
    // What came by the socket meanwhile may be newer than this answer.
    if (state.seq >= g.seq.value) g.replace(state)
    return "applied"
  }

  /** A response of the API, or null where the network gave none in time. */
  async function call(path, options = {}) {
    const stop = new AbortController()
    const timer = setTimeout(() => stop.abort(), ANSWER_WITHIN)
    const url = `/api/${code}/${path}${as ? `${path.includes("?") ? "&" : "?"}as=${as}` : ""}`
    const headers = { ...options.headers, ...(token && { Authorization: `Bearer ${token}` }) }
    try {
      const response = await fetch(url, { ...options, headers, signal: stop.signal })
      setClock(response.headers.get("Date"))
      return response
    } catch {
      return null
    } finally {
      clearTimeout(timer)
    }
  }

  /** After sleep a socket can look alive and be dead: what it missed tells. */
  async function wake() {
    if (!socket.connected) {
      socket.connect()
      refresh()
      return
    }
    missed = false
    await refresh()
    if (missed) socket.io.engine?.close()
  }

  function mourn() {
    if (status.value === "live") status.value = "connecting"
    if (navigator.onLine === false) status.value = "offline"
    lost ??= setTimeout(() => { status.value = "offline" }, OFFLINE_AFTER)
  }
}
