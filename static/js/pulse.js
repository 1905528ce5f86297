// Feels whether the line still lives. A phone that changes access points keeps a socket that looks
// open and carries nothing, for minutes; and what is asked through it waits as long. So, while
// somebody looks at the page: when nothing was heard for a moment, ask; when that stays without an
// answer, ask by another way; and when that way answers first, the socket is dead.

const BEAT = 250
const QUIET = 1500
const PATIENCE = 1000
const AGAIN = 1300

/**
 * `socket` is a Socket.IO socket; `refresh()` fetches what is missing by HTTP and resolves to
 * "unreachable" when nobody answered. Calls `onSeq(seq)` with the newest seq the server knows,
 * `onDoubt()` when the line may be dead, `onDead()` when it is. Call `heard()` for every sign of life.
 */
export function createPulse({ socket, refresh, onSeq, onDoubt, onDead }) {
  let heardAt = performance.now()
  let asked = null
  let probedAt = heardAt
  let quiet = QUIET

  socket.onAny(heard)
  // It connects again by itself; only where that takes long, and not in step with all other phones.
  socket.on("disconnect", () => {
    asked = null
    probedAt = performance.now() - Math.random() * AGAIN / 2
  })
  setInterval(beat, BEAT)
  return { heard, feel }

  function beat() {
    if (document.hidden) return
    const time = performance.now()
    if (!socket.connected) return probe(time)
    if (!asked && time - heardAt > quiet) ask(time)
    if (asked && time - asked > PATIENCE) {
      onDoubt()
      probe(time)
    }
  }

  /** Asks at once: after sleep, and where the network says that it changed. */
  function feel() {
    probedAt = -Infinity
    if (socket.connected) ask(performance.now())
    probe(performance.now())
  }

  function ask(time) {
    const mine = asked = time
    // Not all phones of a hall in the same moment.
    quiet = QUIET * (0.8 + Math.random() * 0.2)
    socket.emit("seq", answer => {
      if (asked === mine) asked = null
      heard()
      if (answer?.ok) onSeq(answer.seq)
    })
  }

  async function probe(time) {
    if (time - probedAt < AGAIN) return
    probedAt = time
    const waiting = asked
    const found = await refresh()
    if (found === "unreachable") return
    // Whoever asked later was answered first. A server that is merely slow would have been in order.
    const unheard = waiting !== null && asked === waiting && time - asked >= PATIENCE
    if (socket.connected && !unheard) return
    asked = null
    onDead()
  }

  function heard() {
    heardAt = performance.now()
    asked = null
  }
}
