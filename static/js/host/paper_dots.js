// Dots on paper, of people without a phone: the host types in how many are on each report and issue.
import { call } from "../core/api.js"
import { dotItems } from "../core/convergence.js"
import { html, useEffect, useState } from "../core/html.js"
import { t } from "../core/language.js"
import { LIMITS } from "../core/vocabulary.js"

const MOST = 1000

/** @param {Props} props */
export function PaperDots({ host }) {
  const items = dotItems(host.g)
  const [onPaper, setOnPaper] = useState(/** @type {Record<string, number>} */ ({}))
  useEffect(() => {
    call(`/api/${host.code}/dots`, { token: host.token, as: "host" }).then(({ ok, body }) => { if (ok) setOnPaper(body.dots) })
  }, [])
  const place = async (item, dots) => {
    if (!Number.isInteger(dots) || dots < 0 || dots > MOST) return host.notify(t("Type a whole number up to {most}.", { most: MOST }), "warn")
    const answer = await host.send("place_dots", { [item.noun]: item.id, dots }, "")
    if (answer.ok) setOnPaper({ ...onPaper, [item.id]: dots })
  }
  return html`
    <p class="hint">${t("People place five dots each. Nobody sees numbers, you neither.")}</p>
    <${HostIssue} host=${host} />
    <details class="doors"><summary>${t("Issues, and dots on paper")}</summary>
      <p class="hint">${t("How many sticky dots are on each, of people without a phone. They are added when you close the dots.")}</p>
      <ul class="entries">${items.map(item => html`
        <li class="entry" key=${item.id}>
          ${item.code && html`<span class="code">${item.code}</span>`}
          <label class="entry__text" for=${`dots-${item.id}`}><bdi>${item.title}</bdi></label>
          ${item.noun === "issue" && html`<button class="button button--quiet" aria-label=${t("Hide… {name}", { name: item.title })}
            onClick=${() => host.open("act", { issue: item.id })}>${t("Hide…")}</button>`}
          <input id=${`dots-${item.id}`} class="paper-dots" type="number" inputmode="numeric" min="0" max=${MOST} value=${onPaper[item.id] ?? ""}
            onChange=${event => place(item, Number(event.currentTarget.value || 0))} />
        </li>`)}</ul>
      ${!items.length && html`<p class="soft">${t("There are no reports and issues yet.")}</p>`}
    </details>`
}

/** An issue of somebody without a phone. @param {Props} props */
function HostIssue({ host }) {
  const [text, setText] = useState("")
  const submit = async event => {
    event.preventDefault()
    if (!text.trim()) return
    const answer = await host.send("name_issue", { text: text.trim() }, t("Named."))
    if (answer.ok) setText("")
  }
  return html`<form class="oneline" onSubmit=${submit}>
    <div class="field"><label for="host-issue">${t("Name an issue for somebody")}</label>
      <input id="host-issue" maxlength=${LIMITS.issue} autocomplete="off" value=${text} onInput=${event => setText(event.currentTarget.value)} /></div>
    <button class="button button--quiet">${t("Name it")}</button>
  </form>`
}
