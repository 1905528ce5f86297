// Dots: five each, on reports and on issues that people name. Nobody sees those of others, and this page asks for one's own.
import { call } from "../core/api.js"
import { clustersOf, dotItems } from "../core/convergence.js"
import { html, useEffect, useState } from "../core/html.js"
import { t, tn } from "../core/language.js"
import { can } from "../core/possible.js"
import { CLUSTERS, LIMITS } from "../core/vocabulary.js"
import { Described } from "../ui/described.js"
import { Picture } from "../ui/picture.js"
import { Covered, Worry } from "./item_safety.js"

/** @param {Props} props */
export function Dots({ phone }) {
  const { g } = phone
  const { own, each, place } = useOwnDots(phone)
  const items = dotItems(g)
  const left = own && each - items.reduce((sum, { id }) => sum + (own[id] ?? 0), 0)
  const shared = { phone, own, left, place }
  const [reports, issues] = ["session", "issue"].map(noun => items.filter(item => item.noun === noun))
  return html`<h1><${Picture} of="dot" />${t("Dots")}</h1>
    <p>${tn("Place {n} dot on what matters most to you. Nobody sees where yours is, and nobody sees numbers.",
      "Place {n} dots on what matters most to you: on one thing, or on several. Nobody sees where yours are, and nobody sees numbers.", each)}</p>
    <p class="dots-left" role="status">${own ? t("You have {left} of {each} left.", { left, each }) : t("Loading your dots …")}</p>
    <section class="stack stack--tight" aria-labelledby="dots-reports"><h2 id="dots-reports">${t("Reports")}</h2>
      ${!reports.length && html`<p class="empty">${t("There are no reports yet. Dots are placed on reports, never on titles.")}</p>`}
      <ul class="plain">${reports.map(item => html`<${Item} key=${item.id} item=${item} ...${shared} />`)}</ul></section>
    <section class="stack stack--tight" aria-labelledby="dots-issues"><h2 id="dots-issues">${t("Issues")}</h2>
      <ul class="plain">${issues.map(item => html`<${Item} key=${item.id} item=${item} ...${shared} />`)}</ul>
      <${Away} phone=${phone} />
      <${NameIssue} phone=${phone} /></section>`
}

/** `{own: {item: how many} or null, each, place(item, dots)}` */
function useOwnDots(phone) {
  const [own, setOwn] = useState(/** @type {Record<string, number> | null} */ (null))
  const [each, setEach] = useState(5)
  const { status } = phone.connection
  const fetchOwn = async () => {
    const { ok, body } = await call(`/api/${phone.code}/dots`, { token: phone.token })
    if (!ok) return
    setEach(body.each)
    setOwn(body.dots)
  }
  useEffect(() => { if (status.value === "live" || !own) fetchOwn() }, [status.value])
  const place = async (item, dots) => {
    setOwn(known => ({ ...known, [item.id]: dots }))
    const answer = await phone.send("place_dots", { [item.noun]: item.id, dots })
    if (!answer.ok) fetchOwn()
  }
  return { own, each, place }
}

/** @param {Props} props */
function Item({ phone, item, own, left, place }) {
  const dots = own?.[item.id] ?? 0
  const name = [item.code, item.title].filter(Boolean).join(" ")
  const step = (sign, by, words, isOff) => html`<button class="button button--quiet dots-step" aria-label=${`${words}: ${name}`} disabled=${!own || isOff}
    onClick=${() => place(item, dots + by)}>${sign}</button>`
  return html`<li class="dots-item">
    <div class="dots-item__text">${item.noun === "session"
      ? html`<button class="link dots-item__name" onClick=${() => phone.go("session", { session: item.row })}><span class="code">${item.code}</span>${" "}<bdi>${item.title}</bdi></button>`
      : html`<bdi class="dots-item__name">${item.title}</bdi> <${IssueActs} phone=${phone} issue=${item.row} />`}</div>
    <div class="dots-item__dots" role="group" aria-label=${t("Dots on {what}", { what: name })}>
      ${step("−", -1, t("One dot less"), dots < 1)}
      <output class="dots-item__count" aria-label=${t("Your dots here")}>${dots}</output>
      ${step("+", 1, t("One dot more"), left < 1)}
    </div>
  </li>`
}

/** @param {Props} props */
function IssueActs({ phone, issue }) {
  const retract = () => phone.send("retract_issue", { issue: issue.id })
  return html`${issue.mine && can(phone.g, "retract_issue", { issue }) && html`<button class="link" aria-label=${t("Take back: {what}", { what: issue.text })} onClick=${retract}>${t("Take back")}</button>`}
    <${Worry} phone=${phone} table="issues" row=${issue} />`
}

/** My issues that others do not see. @param {Props} props */
function Away({ phone }) {
  const issues = [...phone.g.tables.issues.value.values()].filter(issue => issue.mine && (issue.hidden || issue.covered))
  return issues.map(issue => html`<div key=${issue.id} class="note"><${Covered} row=${issue} what="issue" /><p><bdi>${issue.text}</bdi></p>
    <${IssueActs} phone=${phone} issue=${issue} /></div>`)
}

/** @param {Props} props */
function NameIssue({ phone }) {
  const [text, setText] = useState(() => phone.recallDraft("issue") ?? "")
  const set = value => {
    setText(value)
    phone.saveDraft("issue", value || null)
  }
  const submit = async event => {
    event.preventDefault()
    const words = text.trim()
    if (!words) return
    set("")
    const answer = await phone.send("name_issue", { text: words })
    if (!answer.ok) set(words)
  }
  if (!can(phone.g, "name_issue")) return null
  return html`<form class="stack stack--tight" onSubmit=${submit}>
    <${Described} by=${html`<span class="hint">${t("A few words. Everybody sees them, and nobody sees that they are yours.")}</span>`}>${id => html`
      <label class="field"><span>${t("Name an issue that is missing")}</span>
        <input maxlength=${LIMITS.issue} autocomplete="off" aria-describedby=${id} value=${text} onInput=${event => set(event.target.value)} /></label>`}<//>
    <p><button class="button button--quiet" disabled=${!text.trim()}>${t("Name it")}</button></p>
  </form>`
}

/** What has many dots, when they are closed. @param {Props} props */
export function Clusters({ phone }) {
  const groups = clustersOf(phone.g, CLUSTERS)
  return html`<h1>${t("Where the dots are")}</h1>
    <p class="soft">${t("In groups, in order of time: no numbers, no ranking. All dots are deleted.")}</p>
    ${groups.map(({ cluster, name, items }) => html`<section key=${cluster} class="stack stack--tight" aria-label=${name}>
      <h2>${name}</h2>
      <ul class="plain">${items.map(item => html`<li key=${item.id} class="dots-item">
        ${item.noun === "session"
          ? html`<button class="link dots-item__name" onClick=${() => phone.go("session", { session: item.row })}><span class="code">${item.code}</span>${" "}<bdi>${item.title}</bdi></button>`
          : html`<bdi class="dots-item__name">${item.title}</bdi>`}</li>`)}</ul>
    </section>`)}`
}
