// How I appear in the book: everything of mine, with its name as it will show and a switch, one by one.
// Nothing is switched on by itself, and a name taken back leaves versions that are out already too.
import { topicOf } from "../core/gathering.js"
import { html } from "../core/html.js"
import { t, tc } from "../core/language.js"
import { colourOf } from "../core/places.js"
import { can } from "../core/possible.js"
import { EVIDENCE_GROUPS, NOTE_NAMES } from "../core/vocabulary.js"

/** @param {Props} props */
export function Appear({ phone }) {
  const { g } = phone
  const { naming } = g.about.value
  const newest = g.editions.value[0]?.version ?? 0
  return html`
    <h1>${t("How I appear in the book")}</h1>
    ${naming === "none"
      ? html`<p>${t("Nobody is named in this gathering: not on your topics, notes or evidence, nor in any list. Here is what the book has from you.")}</p>`
      : html`<p>${t("You appear without your name unless you switch it on: in the book, on the wall and on phones.")} ${newest > 0
        ? t("What you switch off disappears at once, from the published version too.") : t("What you switch off disappears at once.")}</p>
        <${MyName} phone=${phone} />`}
    <${Topics} phone=${phone} />
    <${NoteTaking} phone=${phone} />
    <${Notes} phone=${phone} />
    <${Joined} phone=${phone} />
    <${Brought} phone=${phone} />
    ${naming !== "none" && html`<${Lists} phone=${phone} />`}
    <p class="row me__links">
      <a href=${`/${phone.code}/proceedings`}>${newest ? t("Version {version} of the book", { version: newest }) : t("The book so far")}</a>
      ${newest > 0 && html`<a href=${`/${phone.code}/proceedings?edition=draft`}>${t("The next version")}</a>`}
    </p>`
}

/** @param {Props} props */
function MyName({ phone }) {
  const { name } = phone.g.me.value ?? {}
  return html`<p>${name
    ? t("Your name is {name}.", { name: html`<strong dir="auto">${name}</strong>` })
    : t("You gave no name.")}${" "}
    <button class="link" onClick=${() => phone.go("me")}>${name ? t("Change it") : t("Give one")}</button></p>`
}

/** @param {Props} props */
function Topics({ phone }) {
  const { g } = phone
  const waiting = phone.pending.waiting("edit_topic")
  const topics = [...g.tables.topics.value.values()].filter(topic => topic.mine && !topic.withdrawn)
  if (!topics.length) return null
  const name = g.me.value?.name
  return html`<section class="stack stack--tight" aria-labelledby="appear-topics">
    <h2 id="appear-topics">${t("Your topics")}</h2>
    <ul class="plain appear">${topics.map(topic => {
      const asked = waiting.findLast(({ args }) => args.topic === topic.id && args.convener_name !== undefined)?.args
      const shown = asked ? asked.convener_name : topic.own_name
      const args = on => ({ convener_name: on ? name : "" })
      const set = on => phone.send("edit_topic", { topic: topic.id, ...args(on) })
      return html`<li key=${topic.id}>
        <p class="appear__what">${codesOf(g, topic)}<bdi>${topic.title}</bdi>${topic.hidden ? html`${" "}<span class="soft">${t("hidden by the facilitator")}</span>` : ""}</p>
        <${Switch} phone=${phone} label=${t("Name me as convener")} what=${topic.title} shown=${shown} has=${name || shown} may=${on => can(g, "edit_topic", { topic }, args(on))} onSet=${set} />
      </li>`
    })}</ul>
  </section>`
}

/** @param {Props} props */
function NoteTaking({ phone }) {
  const { g } = phone
  const waiting = phone.pending.waiting("take_notes")
  const sessions = [...g.tables.sessions.value.values()].filter(session => session.note_taking)
  if (!sessions.length) return null
  const name = g.me.value?.name
  return html`<section class="stack stack--tight" aria-labelledby="appear-taking">
    <h2 id="appear-taking">${t("Sessions you took notes for")}</h2>
    <ul class="plain appear">${sessions.map(session => {
      const asked = waiting.findLast(({ args }) => args.session === session.id)?.args
      const shown = asked ? asked.named && name : session.note_taker_name
      const title = topicOf(g.tables, session)?.title
      const set = named => phone.send("take_notes", { session: session.id, named })
      return html`<li key=${session.id}>
        <p class="appear__what"><${Code} g=${g} session=${session} />${" "}<bdi>${title}</bdi></p>
        <${Switch} phone=${phone} label=${t("Name me as note-taker")} what=${session.code} shown=${shown} has=${name}
          may=${named => can(g, "take_notes", { session, topic: topicOf(g.tables, session) }, { named })} onSet=${set} />
      </li>`
    })}</ul>
  </section>`
}

/** @param {Props} props */
function Notes({ phone }) {
  const { g } = phone
  const waiting = phone.pending.waiting("edit_note")
  const notes = [...g.tables.notes.value.values()].filter(note => note.mine).sort((a, b) => (a.at < b.at ? -1 : 1))
  if (!notes.length) return null
  const name = g.me.value?.name
  return html`<section class="stack stack--tight" aria-labelledby="appear-notes">
    <h2 id="appear-notes">${t("Notes you wrote")}</h2>
    <ul class="plain appear">${notes.map(note => {
      const asked = Object.assign({}, ...waiting.filter(({ args }) => args.note === note.id).map(({ args }) => args))
      const named = asked.named ?? note.named
      const initiator = asked.initiator_name ?? note.initiator_name
      const kind = NOTE_NAMES[note.kind] ?? ""
      const text = note.text || note.url || note.alt || t("A photo")
      const edit = args => phone.send("edit_note", { note: note.id, ...args })
      return html`<li key=${note.id}>
        <p class="appear__what"><${Code} g=${g} session=${g.tables.sessions.value.get(note.session)} />${" "}
          <span class="soft">${kind}:</span> <bdi>${short(text)}</bdi></p>
        <${Switch} phone=${phone} label=${t("Name me on this")} what=${`${kind}: ${short(text, 40)}`} shown=${named && name} has=${name}
          may=${on => can(g, "edit_note", { note }, { named: on })} onSet=${on => edit({ named: on })} />
        ${initiator && html`<p class="appear__also">${t("Initiator: {name}", { name: html`<strong dir="auto">${initiator}</strong>` })}
          ${can(g, "edit_note", { note }, { initiator_name: "" }) && html`<button class="link" aria-label=${t("Remove the name: {name}", { name: initiator })} onClick=${() => edit({ initiator_name: "" })}>${t("Remove the name")}</button>`}</p>`}
      </li>`
    })}</ul>
  </section>`
}

/** @param {Props} props */
function Joined({ phone }) {
  const { g, pending } = phone
  const joined = [...g.tables.joins.value.values()].map(join => ({ join, note: g.tables.notes.value.get(join.note) })).filter(({ note }) => note)
  if (!joined.length) return null
  const name = g.me.value?.name
  return html`<section class="stack stack--tight" aria-labelledby="appear-joined">
    <h2 id="appear-joined">${t("Actions you joined")}</h2>
    <ul class="plain appear">${joined.map(({ join, note }) => {
      const asked = pending.waiting("join_action").findLast(({ args }) => args.note === note.id)?.args
      const text = short(note.text || note.url, 40)
      return html`<li key=${join.id}>
        <p class="appear__what"><${Code} g=${g} session=${g.tables.sessions.value.get(note.session)} />${" "}<bdi>${short(note.text || note.url)}</bdi></p>
        <${Switch} phone=${phone} label=${t("Name me in this group")} what=${text} shown=${asked ? asked.named && name : join.name} has=${name || join.name}
          may=${() => can(g, "join_action", { note })} onSet=${named => phone.send("join_action", { note: note.id, named })} />
        <p class="appear__also"><button class="link" aria-label=${t("Leave: {what}", { what: text })} onClick=${() => phone.send("leave_action", { note: note.id })}>${tc("an action", "Leave it")}</button></p>
      </li>`
    })}</ul>
  </section>`
}

/** @param {Props} props */
function Brought({ phone }) {
  const { g, pending } = phone
  const items = [...g.tables.evidence.value.values()].filter(item => item.mine).sort((a, b) => (a.at < b.at ? -1 : 1))
  if (!items.length) return null
  const name = g.me.value?.name
  return html`<section class="stack stack--tight" aria-labelledby="appear-brought">
    <h2 id="appear-brought">${t("What you brought, or wrote at the closing")}</h2>
    <ul class="plain appear">${items.map(item => {
      const asked = pending.waiting("edit_evidence").findLast(({ args }) => args.evidence === item.id && args.named !== undefined)?.args
      const says = EVIDENCE_GROUPS.find(({ form, bearing }) => form === item.form && bearing === item.bearing)?.name ?? t("Closing reflection")
      return html`<li key=${item.id}>
        <p class="appear__what"><${Code} g=${g} session=${g.tables.sessions.value.get(item.session)} />${" "}
          <span class="soft">${says}:</span> <bdi>${short(item.text)}</bdi></p>
        <${Switch} phone=${phone} label=${t("Name me on this")} what=${`${says}: ${short(item.text, 40)}`} shown=${(asked?.named ?? item.named) && name} has=${name}
          may=${on => can(g, "edit_evidence", { evidence: item }, { named: on })}
          onSet=${on => phone.send("edit_evidence", { evidence: item.id, named: on })} />
      </li>`
    })}</ul>
  </section>`
}

/** @param {Props} props */
function Lists({ phone }) {
  const me = phone.g.me.value ?? {}
  const shown = Object.assign({ ...me }, ...phone.pending.waiting("edit_me").map(({ args }) => args))
  const set = args => phone.send("edit_me", args)
  const may = args => can(phone.g, "edit_me", {}, args)
  return html`<section class="stack stack--tight" aria-labelledby="appear-lists">
    <h2 id="appear-lists">${t("Lists in the book")}</h2>
    <ul class="plain appear">
      <li><p class="appear__what">${t("The list of participants")}</p>
        <${Switch} phone=${phone} label=${t("Name me in it")} what=${t("The list of participants")} shown=${shown.listed && shown.name} has=${shown.name}
          may=${listed => may({ listed })} onSet=${listed => set({ listed })} /></li>
      ${shown.contact && html`<li><p class="appear__what">${t("How to reach you: {contact}", { contact: shown.contact })}</p>
        <${Switch} phone=${phone} label=${t("Show it beside my name")} what=${t("How to reach me")} shown=${shown.listed && shown.contact_listed && shown.contact}
          has=${shown.listed} may=${contact_listed => may({ contact_listed })} otherwise=${t("Not shown")} onSet=${contact_listed => set({ contact_listed })} /></li>`}
    </ul>
  </section>`
}

/**
 * `shown` is the name (or contact) as it will stand there, or nothing; `has` whether there is one to show; `may(on)` whether it
 * can be switched so.
 *
 * @param {Props} props
 */
function Switch({ phone, label, what, shown, has, may, onSet, otherwise = t("Without a name") }) {
  if (phone.g.about.value.naming === "none") return null
  return html`<label class="check appear__switch">
    <input type="checkbox" role="switch" checked=${!!shown} disabled=${!has || !may(!shown)} aria-label=${`${label}: ${what}`}
      onChange=${event => onSet(event.target.checked)} />
    <span>${label} <span class="soft">${shown ? t("Shown: {name}", { name: html`<strong dir="auto">${shown}</strong>` }) : otherwise}</span></span>
  </label>`
}

/** @param {Props} props */
function Code({ g, session }) {
  if (!session) return null
  return html`<span class=${`code slot-${colourOf(g, session)}`}>${session.code}</span>`
}

function codesOf(g, topic) {
  return (g.placed.value.get(topic.id) ?? []).map(session => html`<${Code} g=${g} session=${session} />${" "}`)
}

function short(text, limit = 120) {
  return text.length > limit ? `${text.slice(0, limit).trimEnd()}…` : text
}
