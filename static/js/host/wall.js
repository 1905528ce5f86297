// The live wall as the host helps at it: posting and placing for someone, never arranging.
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { Card } from "../ui/card.js"
import { Days, useDay } from "../ui/days.js"
import { Elsewhere } from "../ui/elsewhere.js"
import { Grid } from "../ui/grid.js"
import { InHand } from "../ui/in_hand.js"
import { toReadOut } from "../ui/waiting.js"
import { isTakenBack } from "./items.js"
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
        <h2 class="visually-hidden">${t("Wall")}</h2>
        <button class="button" onClick=${() => host.open("post")}>${t("Post for someone")}</button>
        <button class="button button--quiet" onClick=${() => host.open("paper")}>${t("Type in a note from paper")}</button>
        <button class="button button--quiet" onClick=${() => host.open("news")}>${t("News of the day")}</button>
      </div>
      <${SmallRooms} host=${host} />
      <${InHand} picked=${host.picked}>
        ${host.canMeetElsewhere(picked) && html`<button class="button button--quiet" onClick=${() => host.open("elsewhere", picked)}>${t("Another place or time")}</button>`}<//>
      <${ReadOut} host=${host} />
      <${Waiting} host=${host} />
      <${Unplaced} host=${host} open=${open} />
      <${Days} ...${shown} />
      <${Grid} g=${g} slots=${slots} picked=${picked?.topic ?? null} movable=${() => true} onTopic=${open}
        onCell=${(room, slot, held, dropped) => place(host, room, slot, held, dropped)} />
      <${Elsewhere} g=${g} day=${shown.day} onTopic=${open} />
      ${(!g.rooms.value.length || !g.slots.value.length) && html`
        <p class="banner">${t("Nothing can be placed yet: add rooms and times under “Settings”.")}</p>`}
      <${Away} host=${host} open=${open} />
    </div>`
}

async function place(host, room, slot, held, dropped) {
  const { picked } = host
  const moving = dropped ?? picked.value
  if (held) return host.notify(t("{code} is taken by “{topic}”. Choose a free place.", { code: held.session.code, topic: held.topic.title }), "warn")
  if (!moving) {
    host.open("post", { cell: { room: room.id, slot: slot.id } })
    return
  }
  picked.value = null
  const at = `${slot.code}${room.letter}`
  const answer = await host.place(moving, room.id, slot.id, moving.session ? t("Moved to {code}.", { code: at }) : t("Placed at {code}.", { code: at }))
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
      <h3 id="readout-title">${t("Please read out")}</h3>
      <ul class="entries">
        ${topics.map(topic => html`
          <li class="entry" key=${topic.id}>
            <span class="entry__text"><b><bdi>${topic.title}</bdi></b> <span class="soft">${topic.convener_name ?? ""}</span></span>
            <button class="button button--quiet" aria-label=${t("Was read out: {title}", { title: topic.title })}
              onClick=${() => host.send("edit_topic", { topic: topic.id, read_out: false }, "")}>${t("Was read out")}</button>
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
      <h3 id="unplaced-title">${t("Without a place yet")}</h3>
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
 * Hidden, or withdrawn for somebody without a phone: here the host can bring them back.
 *
 * @param {Props} props
 */
function Away({ host, open }) {
  const topics = [...host.g.tables.topics.value.values()].filter(topic => (topic.hidden || topic.withdrawn) && !isTakenBack(topic))
  if (!topics.length) return null
  return html`
    <details class="paper away">
      <summary>${t("Hidden and withdrawn topics")}</summary>
      <ul class="entries">
        ${topics.map(topic => html`
          <li class="entry" key=${topic.id}>
            <span class="entry__text">${topic.title} <span class="soft">${topic.hidden ? t("hidden") : t("withdrawn by its convener")}</span></span>
            <button class="button button--quiet" onClick=${() => open(topic)}>${t("Look")}</button>
          </li>`)}
      </ul>
    </details>`
}
