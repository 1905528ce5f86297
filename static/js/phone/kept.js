// Topics that this phone keeps until the marketplace opens: nobody else sees them.
import { html } from "../core/html.js"
import { inQuotes, t, tn } from "../core/language.js"
import { can } from "../core/possible.js"
import { isHeadsUp } from "./propose.js"

/** @param {Props} props */
export function KeptTopics({ phone }) {
  const kept = phone.kept.value
  const isOpen = !isHeadsUp(phone.g) && can(phone.g, "propose_topic")
  const without = topic => { phone.kept.value = kept.filter(other => other !== topic) }
  const edit = topic => {
    without(topic)
    phone.saveDraft("topic", topic)
    phone.open("propose")
  }
  // The outbox keeps them from here on.
  const send = () => {
    phone.kept.value = []
    for (const topic of kept) phone.send("propose_topic", topic)
    phone.notify(tn("Your topic is on its way to the wall.", "Your topics are on their way to the wall.", kept.length))
  }
  return html`<section class="banner stack stack--tight" aria-labelledby="kept-title">
    <h2 id="kept-title">${tn("A topic is kept on this phone", "{n} topics are kept on this phone", kept.length)}</h2>
    ${!isOpen && html`<p class="soft">${tn("Nobody else sees it. When the marketplace opens, one tap sends it.",
      "Nobody else sees them. When the marketplace opens, one tap sends them.", kept.length)}</p>`}
    <ul class="plain stack stack--tight">${kept.map(topic => html`<li key=${topic.title} class="pair pair--level"><span>${inQuotes(topic.title)}</span>
      <span class="row"><button class="link" aria-label=${t("Edit “{title}”", { title: topic.title })} onClick=${() => edit(topic)}>${t("Edit")}</button>
        <button class="link" aria-label=${t("Delete “{title}”", { title: topic.title })} onClick=${() => without(topic)}>${t("Delete")}</button></span></li>`)}</ul>
    ${isOpen && html`<p><button class="button" onClick=${send}>${tn("Send it to the wall", "Send them to the wall", kept.length)}</button></p>`}
  </section>`
}
