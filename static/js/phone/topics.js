// All topics: those without a place first, then those on the wall, with a search.
import { html, useSignal } from "../core/html.js"
import { t, tn } from "../core/language.js"
import { byCode } from "../core/lists.js"
import { beginOf } from "../core/places.js"
import { can } from "../core/possible.js"
import { Picture } from "../ui/picture.js"
import { TopicRow } from "./topic_row.js"

/** @param {Props} props */
export function Topics({ phone }) {
  const { g, pending } = phone
  const words = useSignal("")
  const codes = topic => (g.placed.value.get(topic.id) ?? []).map(session => session.code)
  const kept = [...g.tables.topics.value.values()].filter(topic => !topic.hidden && matches(topic, words.value, codes(topic)))
  const placed = kept
    .filter(topic => g.placed.value.has(topic.id))
    .map(topic => ({ topic, session: g.placed.value.get(topic.id)[0] }))
    .sort((a, b) => beginOf(g, a.session) - beginOf(g, b.session) || byCode(a.session.code, b.session.code))
  const waiting = g.waiting.value.filter(topic => matches(topic, words.value))
  const hidden = [...g.tables.topics.value.values()].filter(topic => topic.hidden && topic.mine && matches(topic, words.value))
  const loose = [...pending.topics.value, ...g.unplaced.value].filter(topic => matches(topic, words.value))
  const withdrawn = kept.filter(topic => topic.withdrawn && topic.mine)
  return html`
    <div class="view__head">
      <h1><${Picture} of="speech" />${t("Topics")}</h1>
      ${can(g, "propose_topic") && html`<button class="button" onClick=${() => phone.open("propose")}>${t("Propose a topic")}</button>`}
    </div>
    <div class="field"><label class="visually-hidden" for="search">${t("Search topics")}</label>
      <input id="search" type="search" placeholder=${t("Words, or a code like 3A")} autocomplete="off" value=${words.value}
        onInput=${e => { words.value = e.target.value }} /></div>
    <p class="visually-hidden" role="status">${words.value && tn("{n} topic found", "{n} topics found", loose.length + placed.length)}</p>
    <${List} phone=${phone} name=${t("Without a place yet")} rows=${loose.map(topic => ({ topic }))} />
    <${List} phone=${phone} name=${t("Waiting for the facilitator")} rows=${waiting.map(topic => ({ topic }))} />
    <${List} phone=${phone} name=${t("On the wall, by time")} rows=${placed} />
    <${List} phone=${phone} name=${t("Withdrawn by you")} rows=${withdrawn.map(topic => ({ topic }))} />
    <${List} phone=${phone} name=${t("Hidden by the facilitator")} rows=${hidden.map(topic => ({ topic }))} />
    ${!kept.length && !loose.length && !hidden.length && html`<p class="empty">${words.value
      ? t("No topic has these words or this code.") : t("No topics yet. Yours can be the first.")}</p>`}
    ${can(g, "accept_convening") && html`<p><button class="link" onClick=${() => phone.open("convening", { enters: true })}>${t("I have a code from a convener")}</button></p>`}`
}

/** @param {Props} props */
function List({ phone, name, rows }) {
  if (!rows.length) return null
  return html`<section class="stack stack--tight">
    <h2>${name}</h2>
    <ul class="plain stack stack--tight">${rows.map(({ topic, session }) => html`
      <li key=${topic.id}><${TopicRow} phone=${phone} topic=${topic} session=${session} /></li>`)}</ul>
  </section>`
}

function matches({ title, description, convener_name, tags }, words, codes = []) {
  const text = plain([title, description, convener_name, ...(tags ?? []), ...codes].join(" "))
  return plain(words).split(/\s+/).every(word => text.includes(word))
}

// So that "cafe" finds "Café".
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
}
