// The live wall as the host helps at it: posting and placing for someone, never arranging.
import { html } from "../core/html.js"
import { Card } from "../ui/card.js"
import { Days, useDay } from "../ui/days.js"
import { Elsewhere } from "../ui/elsewhere.js"
import { Grid } from "../ui/grid.js"
import { InHand } from "../ui/in_hand.js"
import { toReadOut } from "../ui/waiting.js"
import { Waiting } from "./safety_lists.js"
import { SmallRooms } from "./small_rooms.js"

/** @param {Props} props */
export function Wall({ host }) {
  const { g } = host
  const picked = host.picked.value
  const shown = useDay(g)
  const slots = shown.day?.slots ?? []
  const open = (topic, session) => { host.open("topic", { topic: topic.id, session: session?.id }) }
  return html`
    <div class="stack">
      <div class="tools">
        <h2 class="visually-hidden">Wall</h2>
        <button class="button" onClick=${() => host.open("post")}>Post for someone</button>
        <button class="button button--quiet" onClick=${() => host.open("paper")}>Type in a note from paper</button>
        <button class="button button--quiet" onClick=${() => host.open("news")}>News of the day</button>
      </div>
      <${SmallRooms} host=${host} />
      <${InHand} picked=${host.picked}>
        ${host.canMeetElsewhere(picked) && html`<button class="button button--quiet" onClick=${() => host.open("elsewhere", picked)}>Another place or time</button>`}<//>
      <${ReadOut} host=${host} />
      <${Waiting} host=${host} />
      <${Unplaced} host=${host} open=${open} />
      <${Days} ...${shown} />
      <${Grid} g=${g} slots=${slots} picked=${picked?.topic ?? null} movable=${() => true} onTopic=${open}
        onCell=${(room, slot, held, dropped) => place(host, room, slot, held, dropped)} />
      <${Elsewhere} g=${g} day=${shown.day} onTopic=${open} />
      ${(!g.rooms.value.length || !g.slots.value.length) && html`
        <p class="banner">Nothing can be placed yet: add rooms and times under “Settings”.</p>`}
      <${Away} host=${host} open=${open} />
    </div>`
}

async function place(host, room, slot, held, dropped) {
  const { picked } = host
  const moving = dropped ?? picked.value
  if (held) return host.notify(`${held.session.code} is taken by “${held.topic.title}”. Choose a free place.`, "warn")
  if (!moving) {
    host.open("post", { cell: { room: room.id, slot: slot.id } })
    return
  }
  picked.value = null
  const at = `${slot.code}${room.letter}`
  const answer = await host.place(moving, room.id, slot.id, moving.session ? `Moved to ${at}.` : `Placed at ${at}.`)
  // Refused: the topic stays in hand, for another place.
  if (!answer.ok && !dropped) picked.value = moving
}

/**
 * Topics whose convener would rather have them read out by somebody else.
 *
 * @param {Props} props
 */
function ReadOut({ host }) {
  const topics = toReadOut(host.g)
  if (!topics.length) return null
  return html`
    <section class="paper" aria-labelledby="readout-title">
      <h3 id="readout-title">Please read out</h3>
      <ul class="entries">
        ${topics.map(topic => html`
          <li class="entry" key=${topic.id}>
            <span class="entry__text"><b>${topic.title}</b> <span class="soft">${topic.convener_name ?? ""}</span></span>
            <button class="button button--quiet" aria-label=${`Was read out: ${topic.title}`}
              onClick=${() => host.send("edit_topic", { topic: topic.id, read_out: false }, "")}>Was read out</button>
          </li>`)}
      </ul>
    </section>`
}

/** @param {Props} props */
function Unplaced({ host, open }) {
  const topics = host.g.unplaced.value
  if (!topics.length) return null
  return html`
    <section aria-labelledby="unplaced-title">
      <h3 id="unplaced-title">Without a place yet</h3>
      <ul class="unplaced">
        ${topics.map(topic => html`
          <li key=${topic.id}>
            <${Card} g=${host.g} topic=${topic} size="row" movable onTap=${() => open(topic)}
              picked=${host.picked.value?.topic.id === topic.id} />
          </li>`)}
      </ul>
    </section>`
}

/**
 * Withdrawn by their conveners, or hidden: here the host can bring them back.
 *
 * @param {Props} props
 */
function Away({ host, open }) {
  const topics = [...host.g.tables.topics.value.values()].filter(topic => topic.hidden || topic.withdrawn)
  if (!topics.length) return null
  return html`
    <details class="paper away">
      <summary>Hidden and withdrawn topics</summary>
      <ul class="entries">
        ${topics.map(topic => html`
          <li class="entry" key=${topic.id}>
            <span class="entry__text">${topic.title} <span class="soft">${topic.hidden ? "hidden" : "withdrawn by its convener"}</span></span>
            <button class="button button--quiet" onClick=${() => open(topic)}>Look</button>
          </li>`)}
      </ul>
    </details>`
}
