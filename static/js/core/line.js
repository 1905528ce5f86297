// One live line out of sockets that may die without saying so. A phone that changes access points
// keeps a socket that looks open and carries nothing, for minutes; or it carries one way only. So, while
// somebody looks at the page: when nothing was heard for a moment, or what was asked has no answer yet,
// ask; when that stays without an answer, open a second socket; whichever answers first stays.
// Only an answer shows that both ways are free: what the server sends by itself may still come when
// nothing gets there any more. A server that is merely slow keeps its first.
// A second socket, not an HTTP request: browsers send those through old connections, dead like the first.
import { io } from "../../vendor/socket.io.js"

const BEAT = 200
const QUIET = 1000
const PATIENCE = 700
const AGAIN = 1300
const LISTENED_TO = 3000
const OPENED_WITHIN = { least: 1500, most: 6000 }

/**
 * `auth()` says who connects; `on` maps events to functions. Calls `onUp()`, `onDown()` (or in doubt),
 * `onHeard()` at every sign of life, `onSeq(seq)` with the newest seq the server knows, and
 * `onLost()` now and then while there is no line; `onRefused(error)` when the server wants none.
 * `connectBy` is Socket.IO's `io`, or what a test has in its place.
 */
export function createLine({ auth, on, onUp, onDown, onHeard, onSeq, onLost, onRefused, connectBy = io }) {
  const asking = new Set()
  let spare = null
  let heardAt = performance.now()
  let answeredAt = heardAt
  let triedAt = heardAt
  let lostAt = heardAt
  let asked = null
  let quiet = QUIET
  let openedWithin = OPENED_WITHIN.most
  let current = open()

  const beating = setInterval(beat, BEAT)
  let ended = false
  return { ask, feel, end, get connected() { return current.connected } }

  /** The answer to one frame, or null when none came within `patience` ms. */
  function ask(event, data, patience) {
    const socket = current
    if (!asking.size) answeredAt = performance.now()
    return new Promise(resolve => {
      const giveUp = () => resolve(null)
      asking.add(giveUp)
      socket.timeout(patience).emit(event, data, (failure, answer) => {
        asking.delete(giveUp)
        if (!failure) answered(socket)
        resolve(failure ? null : answer)
      })
    })
  }

  /** Asks at once: after sleep, and where the browser says that the network changed. */
  function feel() {
    if (ended) return
    if (current.connected) inquire(performance.now())
    else restart(performance.now())
    lost(performance.now())
  }

  function open() {
    triedAt = performance.now()
    const socket = connectBy({
      path: "/socket.io",
      forceNew: true,
      transports: ["websocket", "polling"],
      tryAllTransports: true,
      reconnectionDelay: 250,
      reconnectionDelayMax: 2000,
      timeout: OPENED_WITHIN.most,
      auth: reply => reply(auth()),
    })
    for (const [event, listener] of Object.entries(on)) socket.on(event, listener)
    socket.onAny(() => heard(socket))
    socket.on("connect", () => opened(socket))
    socket.on("disconnect", reason => closed(socket, reason))
    socket.on("connect_error", error => refused(socket, error))
    socket.io.on("reconnect_attempt", () => { triedAt = performance.now() })
    return socket
  }

  function beat() {
    if (document.hidden) return
    const time = performance.now()
    const connected = current.connected
    const waiting = asking.size && time - answeredAt > quiet
    if (connected && !asked && (waiting || time - heardAt > quiet)) inquire(time)
    if (connected && !(asked && time - asked > PATIENCE)) return
    lost(time)
    if (connected && !spare) {
      onDown()
      spare = open()
    } else if (time - triedAt > openedWithin) {
      restart(time)
    }
  }

  function inquire(time) {
    asked = time
    // Not all phones of a hall in the same moment.
    quiet = QUIET * (0.8 + Math.random() * 0.2)
    const socket = current
    socket.emit("seq", answer => {
      answered(socket)
      if (answer?.ok) onSeq(answer.seq)
    })
  }

  function lost(time) {
    if (ended) return
    if (time - lostAt < AGAIN) return
    lostAt = time
    onLost()
  }

  // What hangs on the way does not notice that the way is free again.
  function restart(time) {
    triedAt = time
    const trying = spare ?? current
    trying.disconnect()
    trying.connect()
  }

  function opened(socket) {
    const took = performance.now() - triedAt
    openedWithin = Math.min(Math.max(3 * took, OPENED_WITHIN.least), OPENED_WITHIN.most)
    if (socket === spare) promote()
    answered(socket)
    onUp()
  }

  function closed(socket, reason) {
    if (socket !== current) return
    if (spare) return promote()
    asked = null
    // It connects again by itself; more only where that takes long, and not in step with all phones.
    triedAt = performance.now()
    lostAt = triedAt - Math.random() * AGAIN / 2
    onDown()
    // The server closes sockets when it restarts; only this reason is not retried by itself.
    if (reason === "io server disconnect") setTimeout(again, 500 + Math.random() * 1500, socket)
  }

  function refused(socket, error) {
    onRefused?.(error)
    if (socket === current) onDown()
    // A refusal by the server ends the retries; the reason may pass (restart, a new cookie).
    if (!socket.active) setTimeout(again, 3000 + Math.random() * 2000, socket)
  }

  function again(socket) {
    if (!ended && (socket === current || socket === spare)) socket.connect()
  }

  /** For good: nothing is asked or opened any more. */
  function end() {
    ended = true
    clearInterval(beating)
    for (const socket of [current, spare]) if (socket) retire(socket)
  }

  function promote() {
    // It may have been merely slow: what is on its way, a bell perhaps, is still listened to.
    setTimeout(retire, LISTENED_TO, current)
    for (const giveUp of asking) giveUp()
    asking.clear()
    current = spare
    spare = null
    asked = null
  }

  function retire(socket) {
    socket.removeAllListeners()
    socket.offAny()
    socket.disconnect()
  }

  function answered(socket) {
    if (socket !== current) return
    answeredAt = performance.now()
    asked = null
    if (spare) {
      retire(spare)
      spare = null
    }
    heard(socket)
  }

  function heard(socket) {
    if (socket !== current) return
    heardAt = performance.now()
    onHeard()
  }
}
