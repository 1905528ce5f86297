// Notices on My day: what happened to my topics, what others ask me, and what I can answer.
import { timeOf } from "../core/clock.js"
import { html } from "../core/html.js"
import { t, tn } from "../core/language.js"
import { latestNotices } from "../core/notices.js"
import { can } from "../core/possible.js"
import { noticeText, offerOf } from "./notice.js"

const SHOWN_NOTICES = 2

/** @param {Props} props */
export function Notices({ phone }) {
  const notices = latestNotices(phone.g)
  const [first, more] = [notices.slice(0, SHOWN_NOTICES), notices.slice(SHOWN_NOTICES)]
  return html`${first.map(notice => html`<${Notice} key=${notice.id} phone=${phone} notice=${notice} />`)}
    ${more.length > 0 && html`<details class="more"><summary>${tn("{n} more notice", "{n} more notices", more.length)}</summary>
      <div class="stack stack--tight">${more.map(notice => html`<${Notice} key=${notice.id} phone=${phone} notice=${notice} />`)}</div></details>`}`
}

/** @param {Props} props */
function Notice({ phone, notice }) {
  const { outside } = phone.g.about.value.help ?? {}
  const dismiss = () => { for (const id of notice.all) phone.send("dismiss_notice", { notice: id }) }
  return html`
    <div class="banner notice">
      <p>${noticeText(notice, phone.g)} <span class="soft">${timeOf(notice.at, phone.g.about.value)}</span></p>
      ${notice.kind === "flag_late" && outside && html`<p>${t("You can also turn to:")}</p><p class="quoted prose">${outside}</p>`}
      <div class="row">
        ${offerOf(notice, phone.g) ? html`<${Accept} phone=${phone} notice=${notice.id} name=${offerOf(notice, phone.g)} />` : notice.topic && html`<button class="button button--quiet" onClick=${() => phone.open("topic", { topic: notice.topic })}>${t("See the topic")}</button>`}
        <button class="button button--quiet" onClick=${dismiss}>${t("Dismiss")}</button>
        ${can(phone.g, "mute", { notice }) && !phone.g.tables.topics.value.get(notice.other)?.mine && html`<button class="link" onClick=${() => mute(phone, notice)}>${t("Nothing more from them")}</button>`}
      </div></div>`
}

async function mute(phone, { id }) {
  const answer = await phone.send("mute", { notice: id })
  if (!answer.ok) return
  phone.send("dismiss_notice", { notice: id })
  phone.notify(t("They cannot write to you any more. They are not told."))
}

/** @param {Props} props */
function Accept({ phone, notice, name }) {
  const asked = phone.pending.waiting(name).some(({ args }) => args.notice === notice)
  return html`<button class="button" disabled=${asked} onClick=${() => phone.send(name, { notice })}>${asked ? t("Saving…") : name === "accept_swap" ? t("Swap") : t("Meet together")}</button>`
}
