// A second convener of a topic: the code that one gives away, and where one enters it.
import { html, useEffect, useState } from "../core/html.js"
import { t } from "../core/language.js"
import { can } from "../core/possible.js"
import { sentenceOf } from "../core/refusals.js"
import { LIMITS } from "../core/vocabulary.js"
import { Qr } from "../ui/qr.js"

/**
 * The sheet: of my `topic`, or where I enter somebody's code. `given` is the code of a link; nothing is done with it before a tap.
 *
 * @param {Props} props
 */
export function Convening({ phone, topic, enters = false, given = "" }) {
  return enters ? html`<${Enter} phone=${phone} given=${given} />` : html`<${Mine} phone=${phone} id=${topic} />`
}

/** @param {Props} props */
function Mine({ phone, id }) {
  const { g } = phone
  const topic = g.tables.topics.value.get(id)
  const invite = [...g.tables.invites.value.values()].find(row => row.topic === id)
  const [sure, setSure] = useState(false)
  const send = (name, args, done) => phone.send(name, { topic: id, ...args }, done)
  if (topic?.shared) {
    return html`<h2>${t("Two of you convene this")}</h2>
      <p>${t("“{title}”: you can both place it, edit it and take its notes. Whether you are named is your own choice, under “How I appear”.", { title: html`<strong dir="auto">${topic.title}</strong>` })}</p>
      ${can(g, "leave_topic", { topic }) && (sure ? html`<div class="row" role="group" aria-label=${t("Leave this topic?")}>
        <button class="button button--danger" onClick=${() => { phone.close(); send("leave_topic", {}, t("You do not convene it any more.")) }}>${t("Leave it to them")}</button>
        <button class="button button--quiet" onClick=${() => setSure(false)}>${t("Stay")}</button></div>`
        : html`<p><button class="link" onClick=${() => setSure(true)}>${t("Leave it to the other convener")}</button></p>`)}`
  }
  return html`<h2>${t("Convene with somebody")}</h2>
    <p>${t("A second convener has the same rights as you. Each of you chooses whether you are named.")}</p>
    ${invite ? html`
      <p>${t("Say this code to them, or let them scan it.")} <strong>${t("It works once.")}</strong></p>
      <p class="companion-code">${spaced(invite.code)}</p>
      <${Qr} text=${`${phone.page.base_url}/${phone.code}#convene=${invite.code}`} label=${t("the code, for the second convener’s phone")} />
      <p><button class="button button--quiet" onClick=${() => send("invite_convener", { invited: false }, t("The code is not valid any more."))}>${t("Take it back")}</button></p>`
      : can(g, "invite_convener", { topic }) && html`<p><button class="button" onClick=${() => send("invite_convener")}>${t("Make a code")}</button></p>`}`
}

/** @param {Props} props */
function Enter({ phone, given }) {
  const { g } = phone
  const [typed, setTyped] = useState(given)
  const [name, setName] = useState("")
  const [asked, setAsked] = useState(null)
  const [problem, setProblem] = useState("")
  const topic = asked && g.tables.topics.value.get(asked)
  useEffect(() => { if (topic?.mine) { phone.open("topic", { topic: topic.id }); phone.notify(t("You convene it together now.")) } }, [topic?.mine])
  const me = g.me.value?.name
  const send = async event => {
    event.preventDefault()
    const answer = await phone.send("accept_convening", { code: typed, convener_name: name.trim() })
    if (answer.ok) setAsked(answer.result.topic)
    else setProblem(sentenceOf(answer.error))
  }
  return html`<h2>${t("Convene a topic together")}</h2>
    <form class="stack" onSubmit=${send}>
      <div class="field"><label for="convene-code">${t("The code of the convener")}</label>
        <input id="convene-code" required autocomplete="off" autocapitalize="characters" maxlength="40" value=${spaced(typed)} aria-describedby="convene-hint convene-problem"
          onInput=${event => setTyped(event.target.value)} />
        <span class="hint" id="convene-hint">${t("Eight letters and digits. They make it on their phone, at their topic.")}</span></div>
      ${g.about.value.naming !== "none" && html`<div class="field"><label for="convene-name">${t("Your name on the topic")} <span class="soft">– ${t("only if you wish")}</span></label>
        <div class="row"><input id="convene-name" aria-describedby="convene-name-hint" maxlength=${LIMITS.name} autocomplete="off" value=${name} onInput=${event => setName(event.target.value)} />
          ${me && name !== me && html`<button type="button" class="button button--quiet" onClick=${() => setName(me)}>${t("Use my name")}</button>`}</div>
        <span class="hint" id="convene-name-hint">${t("Without a name, nobody but the other convener learns of it.")}</span></div>`}
      <p class="error" role="alert" id="convene-problem">${problem}</p>
      <button class="button" disabled=${!can(g, "accept_convening") || !!asked}>${t("Convene it together")}</button></form>`
}

/** "AB12CD34" → "AB12 CD34" */
function spaced(code) {
  return code.replace(/^(\w{4})(\w{4})$/, "$1 $2")
}
