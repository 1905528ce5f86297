// Somebody who accompanies me, such as an interpreter or a carer, sees which sessions I chose; or I accompany somebody.
import { html, useEffect, useState } from "../core/html.js"
import { timeOf } from "../core/clock.js"
import { topicOf } from "../core/gathering.js"
import { beginOf } from "../core/places.js"
import { can } from "../core/possible.js"
import { sentenceOf } from "../core/refusals.js"
import { call } from "../core/api.js"
import { t } from "../core/language.js"
import { Qr } from "../ui/qr.js"
import { Picture } from "../ui/picture.js"
import { PlacedRow } from "./day.js"
import { credentials } from "./identity.js"
import { TopicRow } from "./topic_row.js"

const AGAIN = 5_000
const SOME_LATER = 10_000

/**
 * What the server knows of both, fetched again when something has changed: not at once, because everybody is told at once.
 *
 * @param {any} phone
 * @returns {[any, (body?: any) => Promise<any>]} the answer, or null before it; and a function that asks, or sends a code
 */
function useFollowing(phone) {
  const [known, setKnown] = useState(null)
  const ask = async (body = null) => {
    const answer = await call(`/api/${phone.code}/following`, { ...credentials(phone), body })
    if (answer.ok) {
      setKnown(answer.body)
      phone.follows.value = answer.body.following.length > 0
      phone.accompanied.value = answer.body.following.flatMap(one => one.topics)
    }
    return answer
  }
  useEffect(() => {
    let timer = null
    ask()
    // By seq: an interest that somebody else marks shows this phone nothing, so it is not told of the change.
    const first = phone.g.seq.peek()
    const stop = phone.g.seq.subscribe(seq => {
      if (seq > first) timer ??= setTimeout(() => { timer = null; ask() }, AGAIN + Math.random() * SOME_LATER)
    })
    return () => { stop(); clearTimeout(timer) }
  }, [])
  return [known, ask]
}

/** On “Me”: both sides. @param {Props} props */
export function Companions({ phone }) {
  return html`<section class="stack stack--tight" aria-labelledby="companions-title">
    <h2 id="companions-title"><${Picture} of="people" />${t("Somebody who accompanies me")}</h2>
    <p>${t("An interpreter, a companion or a carer can see which sessions you chose, and where they move to. You decide, and you can end it at any time.")}${" "}
      <strong>${t("Nobody else learns of it, not the facilitator either.")}</strong></p>
    <${FollowedBy} phone=${phone} />
    <p class="row">${can(phone.g, "let_follow") && html`<button class="button button--quiet" onClick=${() => phone.open("companion")}>${t("Let somebody follow me")}</button>`}
      ${can(phone.g, "let_follow") && html`<button class="button button--quiet" onClick=${() => phone.open("companion", { enters: true })}>${t("I accompany somebody")}</button>`}</p>
  </section>`
}

/** That somebody follows me: on “Me” and on “My day”, so that it is never overlooked. @param {Props} props */
export function FollowedBy({ phone }) {
  const rows = [...phone.g.tables.followings.value.values()].filter(row => row.followed)
  return rows.map(row => html`<div key=${row.id} class="banner row"><p><strong>${t("Somebody follows you since {time}.", { time: timeOf(row.at, phone.g.about.value) })}</strong>
      ${" "}${t("They see which sessions you chose.")}</p>
    <button class="button button--quiet" onClick=${() => phone.send("end_following", { following: row.id }, t("Ended. They see nothing of it any more."))}>${t("End it")}</button></div>`)
}

/**
 * The sheet: my code, or where I enter somebody's. `given` is the code of a link; nothing is done with it before a tap.
 *
 * @param {Props} props
 */
export function Companion({ phone, enters = false, given = "" }) {
  return enters ? html`<${Enter} phone=${phone} given=${given} />` : html`<${MyCode} phone=${phone} />`
}

/** @param {Props} props */
function MyCode({ phone }) {
  const { g } = phone
  const [known, ask] = useFollowing(phone)
  const [before] = useState(() => new Set(g.tables.followings.value.keys()))
  const used = [...g.tables.followings.value.values()].find(row => row.followed && !before.has(row.id))
  const make = async () => {
    const answer = await phone.send("let_follow", {})
    if (answer.ok) ask()
  }
  if (used) {
    return html`<h2>${t("Somebody follows you now")}</h2>
      <p>${t("They see the sessions that you marked, and those that you convene with your name shown. They do not see what you bring without your name.")}</p>
      <${FollowedBy} phone=${phone} />`
  }
  return html`<h2>${t("Let somebody follow me")}</h2>
    <p>${t("They will see the sessions that you marked with “I’m interested”, and those that you convene with your name shown. They do not see what you bring without your name.")}</p>
    ${known?.code ? html`
      <p>${t("Say this code to them, or let them scan it.")} <strong>${t("It works once, until {time}.", { time: timeOf(known.until, g.about.value) })}</strong></p>
      <p class="companion-code">${spaced(known.code)}</p>
      <${Qr} text=${`${phone.page.base_url}/${phone.code}#follow=${known.code}`} label=${t("the code, for your companion’s phone")} />
      <p><button class="button button--quiet" onClick=${make}>${t("Make another code")}</button></p>`
      : html`<p><button class="button" disabled=${!known} onClick=${make}>${t("Make a code")}</button></p>`}`
}

/** @param {Props} props */
function Enter({ phone, given }) {
  const [known, ask] = useFollowing(phone)
  const [typed, setTyped] = useState(given)
  const [problem, setProblem] = useState("")
  const send = async event => {
    event.preventDefault()
    const answer = await ask({ code: typed })
    if (!answer.ok) return setProblem(sentenceOf(answer.error))
    phone.close()
    phone.go("day")
    phone.notify(t("You find their sessions under My day."))
  }
  return html`<h2>${t("I accompany somebody")}</h2>
    <form class="stack" onSubmit=${send}>
      <div class="field"><label for="follow-code">${t("The code of the person whom you accompany")}</label>
        <input id="follow-code" required inputmode="numeric" autocomplete="off" maxlength="20" value=${spaced(typed)} aria-describedby="follow-hint follow-problem"
          onInput=${event => setTyped(event.target.value)} />
        <span class="hint" id="follow-hint">${t("Eight digits. They make it on their phone, under “Me”.")}</span></div>
      <p class="error" role="alert" id="follow-problem">${problem}</p>
      <button class="button" disabled=${!known}>${t("Follow them")}</button></form>`
}

/** On “My day”: the sessions of those whom I accompany. @param {Props} props */
export function Accompanied({ phone }) {
  const { topics } = phone.g.tables
  const [known] = useFollowing(phone)
  const end = following => phone.send("end_following", { following }, t("Ended. You do not follow them any more."))
  return (known?.following ?? []).map(({ following, since, topics: chosen }) => {
    const rows = inOrder(phone.g, chosen.map(id => topics.value.get(id)).filter(Boolean))
    return html`<section key=${following} class="stack stack--tight" aria-label=${t("Whom you accompany")}>
      <h2>${t("Whom you accompany, since {time}", { time: timeOf(since, phone.g.about.value) })}</h2>
      ${!rows.length && html`<p class="soft">${t("They have chosen nothing yet.")}</p>`}
      <ul class="plain stack stack--tight">${rows.map(({ topic, session }) => html`<li key=${session?.id ?? topic.id}>${session
        ? html`<${PlacedRow} phone=${phone} topic=${topic} session=${session} why=${t("They chose it")} />`
        : html`<${TopicRow} phone=${phone} topic=${topic} signs=${[t("no place yet")]} />`}</li>`)}</ul>
      <p><button class="link" onClick=${() => end(following)}>${t("I do not accompany them any more")}</button></p></section>`
  })
}

/** `{topic, session}` by time, each session once; those without a place last. */
function inOrder(g, topics) {
  const begins = ({ session }) => (session ? beginOf(g, session) : Infinity)
  const rows = topics.flatMap(topic => (g.placed.value.get(topic.id) ?? [null]).map(session => ({ topic: topicOf(g.tables, session ?? { topic: topic.id }), session })))
  const byId = new Map(rows.map(row => [row.session?.id ?? row.topic.id, row]))
  return [...byId.values()].sort((a, b) => begins(a) - begins(b))
}

/** "48291367" → "4829 1367" */
function spaced(code) {
  return code.replace(/^(\d{4})(\d{4})$/, "$1 $2")
}
