// One reliable connection out of sockets that may die silently. A phone that changes access points keeps a
// socket that looks open and carries nothing, for minutes; or it carries one way only. So, while somebody
// looks at the page: when nothing came for a moment, or a request has no answer yet, send a ping. When the
// ping has no answer in time, open a second socket. The one that answers first is kept.
// Only an answer shows that both directions work: messages of the server may still come in when nothing gets
// out any more. With a server that is only slow, the first socket is kept.
// A second socket, not an HTTP request: browsers send those over old connections, dead like the first.
import { io } from "../../vendor/socket.io.js"

const TICK = 200
const PING_AFTER = 1000
const PONG_WITHIN = 700
const LOST_EVERY = { first: 1300, more: 100, most: 2500 }
const RETIRED_AFTER = 3000
const OPENED_WITHIN = { least: 1500, most: 6000 }

/**
 * `auth()` returns the credentials; `on` maps events to functions. Calls `onUp()`; `onDown()` when the connection
 * is lost or in doubt; `onActivity()` for everything that comes in; `onSeq(seq)` with the newest seq of the server;
 * `onLost()` repeatedly while there is no connection; `onRefused(error)` when the server refuses it.
 * `connectBy` is Socket.IO's `io`, or a fake in tests.
 *
 * @param {Record<string, any>} options
 * @returns {{request: (event: string, data: any, within: number) => Promise<any>, probe: () => void, end: () => void,
 *   readonly connected: boolean}}
 */
export function createSocket({ auth, on, onUp, onDown, onActivity, onSeq, onLost, onRefused, connectBy = io }) {
  const requests = new Set()
  let spare = null
  let activeAt = performance.now()
  let answeredAt = activeAt
  let triedAt = activeAt
  let lostAt = activeAt
  let lostEvery = LOST_EVERY.first
  let pingedAt = null
  let pingAfter = PING_AFTER
  let openedWithin = OPENED_WITHIN.most
  let current = open()

  const ticking = setInterval(tick, TICK)
  let ended = false
  return { request, probe, end, get connected() { return current.connected } }

  /** The answer to one frame, or null when none came within so many ms. */
  function request(event, data, within) {
    const socket = current
    if (!requests.size) answeredAt = performance.now()
    return new Promise(resolve => {
      const giveUp = () => resolve(null)
      requests.add(giveUp)
      socket.timeout(within).emit(event, data, (failure, answer) => {
        requests.delete(giveUp)
        if (!failure) answered(socket)
        resolve(failure ? null : answer)
      })
    })
  }

  /** Pings at once: after sleep, and when the browser reports that the network changed. */
  function probe() {
    if (ended) return
    if (current.connected) ping(performance.now())
    else restart(performance.now())
    reportLost(performance.now())
  }

  function open() {
    triedAt = performance.now()
    const socket = connectBy({
      path: "/socket.io",
      forceNew: true,
      // Where WebSockets are blocked, connection.js asks over HTTP, without Socket.IO's own polling: that needs
      // the same process for every request.
      transports: ["websocket"],
      reconnectionDelay: 250,
      reconnectionDelayMax: 2000,
      timeout: OPENED_WITHIN.most,
      // A proxy in front of several servers sends all sockets of a gathering to one (deploy/nginx.conf).
      query: { at: auth().gathering },
      auth: reply => reply(auth()),
    })
    for (const [event, listener] of Object.entries(on)) socket.on(event, listener)
    socket.onAny(() => sawActivity(socket))
    socket.on("connect", () => opened(socket))
    socket.on("disconnect", reason => closed(socket, reason))
    socket.on("connect_error", error => refused(socket, error))
    socket.io.on("reconnect_attempt", () => { triedAt = performance.now() })
    return socket
  }

  function tick() {
    if (document.hidden) return
    const time = performance.now()
    const connected = current.connected
    const overdue = requests.size && time - answeredAt > pingAfter
    if (connected && !pingedAt && (overdue || time - activeAt > pingAfter)) ping(time)
    if (connected && !(pingedAt && time - pingedAt > PONG_WITHIN)) return
    reportLost(time)
    if (connected && !spare) {
      onDown()
      spare = open()
    } else if (time - triedAt > openedWithin) {
      restart(time)
    }
  }

  function ping(time) {
    pingedAt = time
    // Spread, so that the phones of a hall do not ping in the same moment.
    pingAfter = PING_AFTER * (0.8 + Math.random() * 0.2)
    const socket = current
    socket.emit("seq", answer => {
      answered(socket)
      if (answer?.ok) onSeq(answer.seq)
    })
  }

  function reportLost(time) {
    if (ended) return
    if (time - lostAt < lostEvery) return
    // Spread, and slower after a while: a whole hall may be behind one filter.
    lostAt = time - Math.random() * 200
    lostEvery = Math.min(lostEvery + LOST_EVERY.more, LOST_EVERY.most)
    onLost()
  }

  // A connection attempt that hangs does not notice that the network is back.
  function restart(time) {
    triedAt = time
    const trying = spare ?? current
    trying.disconnect()
    trying.connect()
  }

  function opened(socket) {
    const took = performance.now() - triedAt
    lostEvery = LOST_EVERY.first
    openedWithin = Math.min(Math.max(3 * took, OPENED_WITHIN.least), OPENED_WITHIN.most)
    if (socket === spare) promote()
    answered(socket)
    onUp()
  }

  function closed(socket, reason) {
    if (socket !== current) return
    if (spare) return promote()
    pingedAt = null
    // Socket.IO reconnects by itself. We do more only when that takes long, at a random moment for each phone.
    triedAt = performance.now()
    lostAt = triedAt - Math.random() * LOST_EVERY.first / 2
    onDown()
    // The server closes sockets when it restarts; Socket.IO does not retry after this reason.
    if (reason === "io server disconnect") setTimeout(reconnect, 500 + Math.random() * 1500, socket)
  }

  function refused(socket, error) {
    onRefused?.(error)
    if (socket === current) onDown()
    // After a refusal Socket.IO stops retrying; the reason may pass (restart, a new cookie).
    if (!socket.active) setTimeout(reconnect, 3000 + Math.random() * 2000, socket)
  }

  function reconnect(socket) {
    if (!ended && (socket === current || socket === spare)) socket.connect()
  }

  /** Closes everything for good. */
  function end() {
    ended = true
    clearInterval(ticking)
    for (const socket of [current, spare]) if (socket) retire(socket)
  }

  function promote() {
    // The old socket may only have been slow: what is on its way, a bell perhaps, is still received.
    setTimeout(retire, RETIRED_AFTER, current)
    for (const giveUp of requests) giveUp()
    requests.clear()
    current = spare
    spare = null
    pingedAt = null
  }

  function retire(socket) {
    socket.removeAllListeners()
    socket.offAny()
    socket.disconnect()
  }

  function answered(socket) {
    if (socket !== current) return
    answeredAt = performance.now()
    pingedAt = null
    if (spare) {
      retire(spare)
      spare = null
    }
    sawActivity(socket)
  }

  function sawActivity(socket) {
    if (socket !== current) return
    activeAt = performance.now()
    onActivity()
  }
}
