// Announcing a topic in the circle: the wish to, the place in the queue, and the call.
import { html } from "../core/html.js"
import { inQuotes, t, tn } from "../core/language.js"
import { can } from "../core/possible.js"
import { ANNOUNCE, asArgs, isAnnouncing, isQueued, queueOf } from "../core/queue.js"

const MOST = 70

/** The choice in the form of a new topic. @param {Props} props */
export function AnnounceChoice({ value, onChange }) {
  return html`<fieldset class="field stack stack--tight"><legend>${t("In the circle")}</legend>
    ${ANNOUNCE.map(([choice, label]) => html`<label class="check" key=${choice}>
      <input type="radio" name="announce" checked=${value === choice} onChange=${() => onChange(choice)} /><span>${label}</span></label>`)}
    <span class="hint">${t("Only you and the facilitator see which.")}</span>
  </fieldset>`
}

/**
 * On every view, while a topic of one's own is in the queue: the one whose turn comes first.
 *
 * @param {Props} props
 */
export function InQueue({ phone }) {
  const queue = queueOf(phone.g)
  const at = queue.findIndex(({ topic }) => topic.mine)
  const words = at >= 0 && wordsOf(queue, at)
  return html`<div role="status" aria-live="polite">${words && html`<div class="banner pair pair--level">
    <p><b>${words}</b> ${inQuotes(shortened(queue[at].topic.title))}</p>
    <button class="button button--quiet" onClick=${() => leave(phone, queue[at].topic)}>${t("Leave the queue")}</button></div>`}</div>`
}

/** On the page of one's own topic. @param {Props} props */
export function Announcing({ phone, topic }) {
  const { g } = phone
  const queue = queueOf(g)
  if (isQueued(g, topic)) {
    const at = queue.findIndex(one => one.topic.id === topic.id)
    return html`<div class="stack stack--tight"><p>${topic.read_out ? t("Somebody reads it out in the circle.") : t("You announce it in the circle.")} ${
      at < 0 ? t("It queues when the facilitator shows it.") : wordsOf(queue, at)}</p>
      <p class="row"><button class="button button--quiet" onClick=${() => phone.send("queue_announcement", { topic: topic.id, read_out: !topic.read_out })}>${
        topic.read_out ? t("I announce it myself") : t("Please read it out")}</button>
        <button class="button button--quiet" onClick=${() => leave(phone, topic)}>${t("Leave the queue")}</button></p></div>`
  }
  if (!isAnnouncing(g) || !can(g, "queue_announcement", { topic })) return null
  return html`<div class="stack stack--tight" role="group" aria-label=${t("In the circle")}><p>${t("In the circle:")}</p>
    <p class="row">${ANNOUNCE.filter(([choice]) => choice).map(([choice, label]) => html`
      <button class="button button--quiet" key=${choice}
        onClick=${() => phone.send("queue_announcement", { topic: topic.id, read_out: asArgs(choice).read_out }, t("It is in the queue."))}>${label}</button>`)}</p></div>`
}

/** What the place in the queue means for its convener. */
function wordsOf(queue, at) {
  const { row, topic } = queue[at]
  if (row.called_at) return topic.read_out ? t("Your topic is being read out.") : t("Please come to the circle.")
  const before = queue.slice(0, at).filter(one => !one.row.called_at).length
  return before ? tn("{n} before you.", "{n} before you.", before) : t("You are next.")
}

function shortened(title) {
  return title.length > MOST ? `${title.slice(0, MOST).trim()}…` : title
}

function leave(phone, topic) {
  return phone.send("leave_queue", { topic: topic.id }, t("It has left the queue."))
}
