// Who plans to come: counts, what people need with an answer field, and a slip for somebody without a phone. It is fetched
// when it is looked at: a live list would show whose plan arrives together with what.
import { call } from "../core/api.js"
import { html, useEffect, useState } from "../core/html.js"
import { t, tc, tn } from "../core/language.js"
import { sentenceOf } from "../core/refusals.js"
import { LIMITS } from "../core/vocabulary.js"
import { Field } from "../ui/field.js"

/** From so many plans of one day on, somebody may be filling the list for fun. */
const MANY = 8

/** @param {Props} props */
export function Coming({ host }) {
  const { planning } = host.g.about.value
  const isOver = ["harvest", "closed"].includes(host.g.phase.value)
  return planning && !isOver && html`<${Plans} host=${host} />`
}

/** @param {Props} props */
function Plans({ host }) {
  const [seen, setSeen] = useState(null)
  const ask = async body => {
    const { ok, body: answer, error } = await call(`/api/${host.code}/plans`, { as: "host", token: host.token, body })
    if (!ok) host.notify(sentenceOf(error), "warn")
    else if (answer.plans) setSeen(answer)
    return ok ? answer : null
  }
  const removeNew = async () => {
    const sure = await host.confirm({
      title: t("Take off all plans of today?"), text: t("For when somebody has filled the list for fun. Those who meant it are told, and can plan again, as the last ones."),
      yes: t("Take them off"), danger: true,
    })
    if (sure) await ask({ new_removed: true })
  }
  useEffect(() => { ask() }, [])
  return html`
    <section class="paper" aria-labelledby="coming-title">
      <div class="head"><h2 id="coming-title">${t("Who plans to come")}</h2>
        <button class="button button--quiet" onClick=${() => ask()}>${t("Look again")}</button></div>
      ${seen && html`
        <p>${counted(seen)}</p>
        ${seen.new > 0 && html`<div class="head"><p class="soft">${seen.new === 1 ? t("What one plan of today says can be read tomorrow, so that nobody is recognised by the time.")
          : tn("What {n} plan of today says can be read tomorrow, so that nobody is recognised by the time.", "What {n} plans of today say can be read tomorrow, so that nobody is recognised by the time.", seen.new)}</p>
          ${seen.new >= MANY && html`<button class="button button--quiet" onClick=${removeNew}>${t("Take off today’s")}</button>`}</div>`}
        <ul class="plans">${seen.plans.map(plan => html`<${Plan} key=${plan.plan} plan=${plan} host=${host} ask=${ask} />`)}</ul>`}
      <${ForSomebody} host=${host} ask=${ask} />
    </section>`
}

function counted({ coming, waiting, places }) {
  const taken = places ? tn("{coming} of {n} place taken", "{coming} of {n} places taken", places, { coming }) : tn("{n} place taken", "{n} places taken", coming)
  return waiting ? t("{taken}, {waiting} waited for.", { taken, waiting }) : `${taken}.`
}

/** @param {Props} props */
function Plan({ plan, host, ask }) {
  const [answer, setAnswer] = useState(plan.arranged)
  const save = async event => {
    event.preventDefault()
    if (await ask({ plan: plan.plan, arranged: answer })) host.notify(t("Saved. Whoever asked can read it."))
  }
  const remove = async () => {
    const sure = await host.confirm({
      title: t("Take this plan off the list?"), text: t("Its places go to whoever waits for them. Its owner is told that you took it off, and asked to talk to you."),
      yes: t("Take it off"), danger: true,
    })
    if (sure) await ask({ plan: plan.plan, removed: true })
  }
  return html`
    <li class="plan">
      <div class="head"><p><b>${tn("{n} place", "{n} places", plan.places)}</b>${plan.name && ` · ${plan.name}`}${plan.waiting && ` · ${t("waiting")}`}</p>
        <button class="button button--quiet" onClick=${remove}>${t("Take off")}</button></div>
      ${plan.access && html`
        <p class="plan__needs">${plan.access}</p>
        <form class="stack" onSubmit=${save}>
          <${Field} id=${`answer-${plan.plan}`} label=${t("What you arranged")} rows="2" maxlength=${LIMITS.line} value=${answer} onInput=${setAnswer} />
          <p><button class="button button--quiet" disabled=${answer === plan.arranged}>${tc("on a button", "Answer")}</button></p>
        </form>`}
    </li>`
}

/** For somebody who says it by phone or letter: they get a slip with their personal link. @param {Props} props */
function ForSomebody({ host, ask }) {
  const [draft, setDraft] = useState(null)
  const at = name => ({ id: `for-${name}`, value: draft[name], onInput: value => setDraft({ ...draft, [name]: value }) })
  const add = async event => {
    event.preventDefault()
    const answer = await ask({ ...draft, places: Number(draft.places) })
    if (!answer) return
    setDraft(null)
    await ask()
    host.open("slip", { url: answer.url })
  }
  if (!draft) {
    return html`<p><button class="button button--quiet" onClick=${() => setDraft({ places: "1", name: "", access: "" })}>${t("Plan for somebody without a phone")}</button></p>`
  }
  return html`
    <form class="setform" onSubmit=${add}>
      <${Field} ...${at("places")} label=${t("Places")} options=${["1", "2", "3", "4"].map(n => [n, n])} />
      <${Field} ...${at("name")} label=${t("Name, for you only")} maxlength=${LIMITS.name} autocomplete="off" />
      <${Field} ...${at("access")} label=${t("What they need")} wide rows="2" maxlength=${LIMITS.line} />
      <div class="row field--wide"><button class="button">${tc("on a button", "Plan")}</button>
        <button type="button" class="button button--quiet" onClick=${() => setDraft(null)}>${t("Cancel")}</button></div>
    </form>`
}
