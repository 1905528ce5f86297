// What the host does for conveners without a phone: accepting an offer, and entering the code of a second convener.
import { html, useState } from "../core/html.js"
import { t } from "../core/language.js"
import { can } from "../core/possible.js"
import { Field } from "../ui/field.js"

const OFFERED = { swap: t("Another convener offers to swap places."), join: t("Another convener offers to meet together.") }
const ACCEPT = { swap: "accept_swap", join: "accept_join" }

/** Open offers to the convener of a topic. @param {Props} props */
export function Offers({ host, topic }) {
  const { g } = host
  const notices = [...g.tables.notices.value.values()].filter(notice => notice.topic === topic.id && ACCEPT[notice.kind])
  return notices.map(notice => can(g, ACCEPT[notice.kind], { notice }) && html`<p key=${notice.id} class="row">${OFFERED[notice.kind]}
    <button class="button button--quiet" onClick=${() => host.send(ACCEPT[notice.kind], { notice: notice.id }, t("Accepted."))}>${t("They accept it")}</button></p>`)
}

/** That two topics meet in a session. @param {Props} props */
export function MeetsWith({ host, topic, session }) {
  const other = session?.joined && host.g.tables.topics.value.get(session.topic === topic.id ? session.joined : session.topic)
  return other && html`<p>${t("It meets together with “{title}”. Their conveners can part them.", { title: other.title })}</p>`
}

/** In “Post for someone”: they convene with somebody who gave them a code. @param {Props} props */
export function WithCode({ host }) {
  const { g } = host
  const [typed, setTyped] = useState({ code: "", convener_name: "" })
  const submit = async event => {
    event.preventDefault()
    const answer = await host.send("accept_convening", { code: typed.code, convener_name: typed.convener_name.trim() }, t("They convene it together now."))
    if (answer.ok) host.open("topic", { topic: answer.result.topic })
  }
  return html`<details class="more"><summary>${t("They have a code from a convener")}</summary>
    <form class="stack" onSubmit=${submit}>
      <${Field} id="code-code" label=${t("Code")} value=${typed.code} autocomplete="off" hint=${t("Eight letters and digits. With it they convene that topic together.")}
        onInput=${code => setTyped({ ...typed, code })} />
      ${g.about.value.naming !== "none" && html`<${Field} id="code-name" label=${t("Their name on it, if they wish")} value=${typed.convener_name} autocomplete="off"
        onInput=${convener_name => setTyped({ ...typed, convener_name })} />`}
      <div class="row"><button class="button button--quiet" disabled=${!typed.code.trim()}>${t("Convene it together")}</button></div>
    </form></details>`
}
