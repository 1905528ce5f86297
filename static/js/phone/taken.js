// The question where to go when somebody else holds the place.
import { now } from "../core/clock.js"
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { can } from "../core/possible.js"
import { CellName, slotOf } from "./cell_name.js"
import { offer } from "./meeting.js"

/**
 * The cell I wanted is held: by whom, what is free nearby, and the way to talk.
 *
 * @param {Props} props
 */
export function Taken({ phone, args, session, error }) {
  const { g } = phone
  const { held_by, free } = error
  const moving = session && g.tables.sessions.value.get(session)
  const topic = g.tables.topics.value.get(args.topic ?? moving?.topic)
  const theirs = g.tables.topics.value.get(held_by.topic)
  // Two names are English in a refusal ("Kim and Rosa"), and in the page's language in the row.
  const names = held_by.convener_name && (theirs?.convener_name ?? held_by.convener_name)
  const stillFree = free.filter(([room, slot]) => !phone.pending.cells.value.has(`${room}|${slot}`))
  const toCome = stillFree.filter(([, slot]) => Date.parse(slotOf(g, slot)?.ends_at) > now().getTime())
  const open = (toCome.length ? toCome : stillFree).slice(0, 6)
  const take = ([room, slot]) => { phone.close(); phone.place(room, slot, { topic, session: moving }) }
  const given = moving ?? (topic && !args.again && g.placed.value.get(topic.id)?.[0])
  const swap = async () => {
    phone.close()
    const answer = await phone.send("offer_swap", { session: given.id, wanted: held_by.session })
    if (answer.ok) phone.notify(theirs?.mine ? t("One more tap: they wait for you in My day.") : t("They have been asked. Nothing moves unless they accept."))
  }
  const holder = g.tables.sessions.value.get(held_by.session)
  const meet = async () => {
    phone.close()
    const answer = await phone.send("ask_to_meet", { session: held_by.session, topic: topic.id })
    if (answer.ok) phone.notify(t("They have been asked to meet you at the wall."))
  }
  return html`
    <h2>${error.code === "room_busy" ? t("This room is taken at that time") : t("{code} is taken", held_by)}</h2>
    <p>${whoIsThere(held_by, names, error.code === "room_busy")}
      ${topic && html`${" "}${t("Your topic “{title}” is safe.", { title: topic.title })}`}</p>
    ${topic && phone.canPlace({ topic, session: moving }) && html`
      <h3>${open.length ? t("Free places nearby") : t("No place is free now")}</h3>
      <div class="choices">${open.map(cell => html`
        <button class=${`button button--quiet choice slot-${slotOf(g, cell[1])?.colour ?? 0}`} onClick=${() => take(cell)}>
          <${CellName} g=${g} cell=${cell} /></button>`)}</div>
      ${can(g, "ask_to_meet", { topic, other: theirs }) && html`<button class="button button--quiet" onClick=${meet}>${t("Ask them to meet at the wall")}</button>`}
      ${holder && can(g, "offer_join", { session: holder, topic, other: theirs }) && html`<button class="button button--quiet" onClick=${() => offer(phone, { session: holder, topic })}>${t("Offer to meet together at {code}", held_by)}</button>`}
      ${given && can(g, "offer_swap", { topic, session: given }) && html`<button class="button button--quiet" onClick=${swap}>${
        theirs?.mine ? t("Swap: your {given} for {wanted}", { given: given.code, wanted: held_by.code }) : t("Offer to swap: your {given} for {wanted}", { given: given.code, wanted: held_by.code })}</button>`}`}
    <button class="button button--quiet" onClick=${() => phone.close()}>${moving ? t("Leave it at {code}", moving) : t("Choose later")}</button>`
}

/** `isBusy`: in another cell of the room, at the same time. */
function whoIsThere({ title, code }, name, isBusy) {
  const words = { title: html`<strong dir="auto">${title}</strong>`, code, name }
  if (isBusy) return name ? t("“{title}” is there, at {code}, convened by {name}.", words) : t("“{title}” is there, at {code}.", words)
  return name ? t("“{title}” is there, convened by {name}.", words) : t("“{title}” is there.", words)
}
