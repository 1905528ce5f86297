// The live connection to the server: changes come in, commands go out. Gaps, sleep and dead sockets are all
// handled in the same way: fetch the changes after `g.seq`. A browser that gets no WebSocket, because a proxy
// or a filter blocks it, does so all the time.
import { signal } from "./html.js"
import { call } from "./api.js"
import { now } from "./clock.js"
import { languageCode } from "./language.js"
import { createSocket } from "./socket.js"
import { forget, keysOf } from "./storage.js"

const ANSWER_WITHIN = 5000
const FETCHED_WITHIN = 4000
const FETCH_AGAIN = 1200
const SHOWN_WITHIN = 700
const OFFLINE_AFTER = 1500
const BY_HTTP_AFTER = 4000
const SILENCE = 2500
const BELL_MISSED_WITHIN = 20_000
const RESYNC_SPREAD = 800
// The server closes sockets that send more than 64 KB at once; a long note may be more in bytes.
const LARGEST_FRAME = 15_000
const UNANSWERED = { ok: false, unanswered: true, error: { code: "unanswered" } }

/**
 * `token` and `as` ("host", "wall", or the id of the person that the cookie makes this browser) say who
 * asks; `g` is a createGathering(). `onEnded({code, message, ended?})` is called when the server no longer accepts this browser.
 * `status` is "connecting", "live" or "offline"; `send(command)` resolves to the server's answer,
 * or to one with `unanswered: true` when nothing came back in time.
 *
 * @param {{code: string, token?: string | null, as?: string | null, g: Gathering,
 *   onBell?: (bell: {text: string, at: string, seq: number}) => void, onPresence?: (presence: {here: number, hosts?: {name: string, on: string, item: string}[]}) => void,
 *   onEnded?: (error: {code: string, message?: string, ended?: boolean}) => void, connectBy?: (options: Record<string, unknown>) => any}} options
 */
export function connect({ code, token = null, as = null, g, onBell, onPresence, onEnded, connectBy }) {
  const status = signal("connecting")
  const calls = new Set()
  let fetching = null
  let fetchingSince = 0
  let activeAt = performance.now()
  let replacing = null
  let lost = null
  let lostAt = activeAt
  let rung = null
  let ended = false

  const socket = createSocket({
    auth: () => ({ gathering: code, since: g.seq.value, origin: g.origin.value, brief: true, ...(languageCode && { language: languageCode }), ...(token && { token }), ...(as && { as }) }),
    on: {
      changes: message => { if (g.apply(message) === "gap") refresh() },
      // Everybody is told at once: the requests are spread a little.
      resync: () => { replacing ??= setTimeout(() => { replacing = null; replaceAll() }, Math.random() * RESYNC_SPREAD) },
      bell: ring,
      presence: presence => onPresence?.(presence),
      deleted: end,
    },
    onUp,
    onDown,
    onActivity: heardBySocket,
    onSeq: fetchIfBehind,
    onLost: refresh,
    connectBy,
    onRefused: error => { endIfDeleted(error?.data); endIfUnknown(error?.data) },
  })
  g.onChange(ringMissed)
  addEventListener("offline", onDown)
  addEventListener("online", socket.probe)
  addEventListener("pageshow", event => { if (event.persisted) socket.probe() })
  document.addEventListener("visibilitychange", () => { if (!document.hidden) socket.probe() })

  return { status, send, tell, refresh, renew, end }

  /** The gathering was deleted: nothing of it stays on this device, and the server's page says so. */
  function end() {
    if (ended) return
    ended = true
    socket.end()
    for (const key of keysOf("").filter(key => key.split(".").includes(code))) forget(key)
    location.reload()
  }

  function endIfDeleted(error) {
    if (error?.code === "deleted") end()
  }

  // A public page has no `onEnded`: it goes on with what the public sees.
  function endIfUnknown(error) {
    if (error?.code !== "not_allowed" || !onEnded || ended) return
    ended = true
    socket.end()
    onEnded(error)
  }

  /** Uses this token from now on. */
  function renew(fresh) {
    token = fresh
    as = null
  }

  // A bell that rang while the connection was down rings when it is back, unless that took too long.
  function ringMissed({ name, seq, at, puts }) {
    if (name === "ring_bell" && now().getTime() - Date.parse(at) < BELL_MISSED_WITHIN) ring({ text: puts.news?.[0]?.text ?? "", at, seq })
  }

  function ring(bell) {
    if (bell.seq === rung) return
    rung = bell.seq
    onBell?.(bell)
  }

  async function send(command) {
    const small = JSON.stringify(command).length < LARGEST_FRAME
    const answer = await (socket.connected && small && !isByHttp() ? sendBySocket(command) : sendByHttp(command))
    if (answer.error?.ended) endIfUnknown(answer.error)
    if (answer.ok && answer.seq) await applied(answer.seq)
    return answer
  }

  /** Sends an event that is not repeated, because it is of no use later. */
  function tell(event, data) {
    if (socket.connected) socket.request(event, data, ANSWER_WITHIN)
  }

  async function sendBySocket(command) {
    return await socket.request("command", command, ANSWER_WITHIN) ?? UNANSWERED
  }

  async function sendByHttp(command) {
    const response = await request("commands", command)
    const answer = response?.body
    if (!answer) return UNANSWERED
    if (answer.ok !== undefined) return answer
    return answer.error && response.status < 500 ? { ok: false, error: answer.error } : UNANSWERED
  }

  /** Waits until the change of the answer is applied here, so that "saved" is also "shown". */
  function applied(seq) {
    if (g.seq.value >= seq) return null
    return /** @type {Promise<void>} */ (new Promise(resolve => {
      let stop = null
      const done = () => {
        clearTimeout(timer)
        stop?.()
        resolve()
      }
      const timer = setTimeout(() => refresh().then(done, done), 400)
      stop = g.seq.subscribe(value => { if (value >= seq) queueMicrotask(done) })
    }))
  }

  /** Fetches the changes after `g.seq`; again only when an earlier fetch stays without an answer. */
  function refresh() {
    if (fetching && performance.now() - fetchingSince < FETCH_AGAIN) return fetching
    fetchingSince = performance.now()
    const mine = fetching = catchUp().finally(() => { if (fetching === mine) fetching = null })
    return mine
  }

  /** The server has `seq`. It should arrive in a moment; otherwise the changes are fetched. */
  function fetchIfBehind(seq) {
    if (seq > g.seq.value) setTimeout(() => { if (seq > g.seq.value) refresh() }, SHOWN_WITHIN)
  }

  async function catchUp() {
    // `here`: whoever has no socket is counted and told by this request.
    const origin = g.origin.value && `&origin=${g.origin.value}`
    const response = await request(`changes?since=${g.seq.value}${origin}${isByHttp() ? "&here=1" : ""}`)
    if (!socket.connected || isByHttp()) status.value = !response ? "offline" : isByHttp() && response.status < 500 ? "live" : "connecting"
    if (response?.body?.here !== undefined) onPresence?.(response.body)
    if (response?.status === 409) return replaceAll()
    if (!response?.ok) return unreachable(response)
    const done = g.apply({ since: g.seq.value, ...response.body })
    return done === "gap" ? replaceAll() : done
  }

  async function replaceAll() {
    const before = g.seq.value
    const response = await request("state")
    if (!response?.ok) return unreachable(response)
    const state = response.body
    // What came by the socket meanwhile may be newer than this answer; else the server is right,
    // even where it went back to a backup and knows less than we do.
    if (state.seq >= g.seq.value || g.seq.value === before) g.replace(state)
    return "applied"
  }

  function unreachable(response) {
    endIfUnknown(response?.body?.error)
    return "unreachable"
  }

  /** An answer of the API, `{ok, status, body}`, or null where the network did not give all of it in time. */
  async function request(path, body) {
    const stop = new AbortController()
    const started = { at: performance.now(), stop }
    const timer = setTimeout(() => stop.abort(), body ? ANSWER_WITHIN : FETCHED_WITHIN)
    calls.add(started)
    const response = await call(`/api/${code}/${path}`, { token, as, body, signal: stop.signal })
    clearTimeout(timer)
    calls.delete(started)
    if (!response.status) return null
    heard()
    endIfDeleted(response.error)
    return response
  }

  /** Whether the socket has been missing so long that the page goes on over HTTP. */
  function isByHttp() {
    return lostAt !== null && performance.now() - lostAt > BY_HTTP_AFTER
  }

  function onUp() {
    clearTimeout(lost)
    lost = null
    lostAt = null
    status.value = "live"
  }

  /** Something came in. Requests that were sent into a long silence are aborted, so that they are sent again. */
  function heard() {
    const time = performance.now()
    const silence = time - activeAt > SILENCE
    activeAt = time
    if (silence) for (const { at, stop } of calls) if (time - at > FETCH_AGAIN) stop.abort()
  }

  function heardBySocket() {
    heard()
    if (socket.connected && lostAt !== null) onUp()
  }

  function onDown() {
    lostAt ??= performance.now()
    if (status.value === "live" && !isByHttp()) status.value = "connecting"
    if (navigator.onLine === false) status.value = "offline"
    lost ??= setTimeout(offlineIfSilent, OFFLINE_AFTER)
  }

  /** Over HTTP the next request finds out. */
  function offlineIfSilent() {
    if (performance.now() - activeAt < OFFLINE_AFTER) lost = setTimeout(offlineIfSilent, OFFLINE_AFTER)
    else if (!isByHttp()) status.value = "offline"
  }
}
