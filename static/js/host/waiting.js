// What waits for the host, on “Now”: each line says how much there is and leads to the section where it is done.
import { isOffTheWall } from "../core/gathering.js"
import { html } from "../core/html.js"
import { now } from "../core/clock.js"
import { begunWithoutNotes, wantingNotes } from "./harvest.js"
import { toLookAt } from "./safety.js"

const LAST_MINUTE = 60_000
/** More than a full circle writes within a minute on most days, and what one phone may write within it. */
const FLOOD = 20

/** @param {Props} props */
export function WaitingForHost({ host }) {
  const lines = whatWaits(host.g)
  if (!lines.length) return null
  return html`
    <section class="paper" aria-labelledby="waits-title">
      <h2 id="waits-title">Waiting for you</h2>
      <ul class="links waits">
        ${lines.map(({ key, tab, words, which, isUrgent }) => html`
          <li key=${key} class=${isUrgent ? "waits__urgent" : ""}>
            <a href=${`#${tab}`} onClick=${event => { event.preventDefault(); host.go(tab) }}>${words}</a>
            ${which && html`<span class="soft waits__which">${which}</span>`}
          </li>`)}
      </ul>
    </section>`
}

function whatWaits(g) {
  const isClosed = g.about.value.phase === "closed"
  const rush = writtenLately(g)
  const lines = [
    { key: "flood", tab: "safety", count: rush, least: FLOOD, words: `${rush} topics and notes in the last minute`,
      which: "Is it a flood? Under Safety you can pause writing.", isUrgent: true },
    line("safety", "safety", toLookAt(g), "thing to look at", "things to look at", "Reports of names, and topics to approve"),
    line("read-out", "wall", toReadOut(g), "topic to read out", "topics to read out"),
    line("unplaced", "wall", g.unplaced.value, "topic without a place", "topics without a place"),
    line("wanting", "harvest", ofSessions(g, wantingNotes(g)), "session asks for a note-taker", "sessions ask for a note-taker"),
    line("noteless", "harvest", ofSessions(g, begunWithoutNotes(g)), "session has begun and has no notes", "sessions have begun and have no notes"),
  ]
  return lines.filter(({ tab, count, least = 1 }) => count >= least && !(isClosed && tab === "wall"))
}

/** `what` is a count, or what to name: rows with a title. */
function line(key, tab, what, one, several, which = "") {
  const count = typeof what === "number" ? what : what.length
  return {
    key, tab, count, words: `${count} ${count === 1 ? one : several}`,
    which: typeof what === "number" ? which : what.map(({ title }) => title).join(" · "),
  }
}

function ofSessions(g, sessions) {
  return sessions.map(({ code, topic }) => ({ title: `${code} ${g.tables.topics.value.get(topic)?.title ?? ""}` }))
}

/** Topics whose convener would rather have them read out by somebody else, the oldest first. */
export function toReadOut(g) {
  return [...g.tables.topics.value.values()]
    .filter(topic => topic.read_out && !isOffTheWall(topic))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
}

function writtenLately(g) {
  const since = now().getTime() - LAST_MINUTE
  return [...g.tables.topics.value.values(), ...g.tables.notes.value.values()]
    .filter(row => !row.hidden && Date.parse(row.at) > since).length
}
