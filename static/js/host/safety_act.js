// What can be done about one item, and about all since a moment: each is one tap, with a reason if wished.
import { NOUNS } from "../core/items.js"
import { html, useState } from "../core/html.js"
import { now, timeOf } from "../core/clock.js"
import { inQuotes, t, tn } from "../core/language.js"
import { withCommas } from "../core/lists.js"
import { can } from "../core/possible.js"
import { LIMITS } from "../core/vocabulary.js"
import { BehindNote } from "../ui/content_note.js"
import { Field } from "../ui/field.js"
import { Cover, keepFocus } from "./safety_flags.js"
import { argumentOf, itemIn, itemsOf } from "./items.js"

const MINUTES = [2, 5, 15, 60]
const COUNTED = {
  topics: n => tn("{n} topic", "{n} topics", n), notes: n => tn("{n} note", "{n} notes", n),
  evidence: n => tn("{n} item of evidence", "{n} items of evidence", n), issues: n => tn("{n} issue", "{n} issues", n),
}

/** @param {Props} props */
export function Act({ host, ...named }) {
  const [reason, setReason] = useState("")
  const found = itemIn(host.g, named)
  if (!found) return html`<h2 id="sheet-title">${t("It is gone")}</h2><p>${t("Its author took it back.")}</p>`
  const { table, row, text, kind, note } = found
  const item = argumentOf(found)
  const mayRest = can(host.g, "rest_author", { item: row })
  const why = reason.trim() ? { reason: reason.trim() } : {}
  const hide = (name, args, done) => host.send(name, { ...args, hidden: true, ...why }, done)
  const rest = done => host.send("rest_author", { ...item, rested: true }, done)
  const close = () => host.close()
  const flood = async alsoRest => {
    close()
    const hidden = await hide("hide_all_by", item, t("Hidden. You find it under “Hidden” and can show it again."))
    if (hidden.ok && alsoRest) rest(t("Hidden, and the phone is paused. You can undo both here."))
  }
  const one = async () => {
    close()
    const hidden = await hide(`hide_${NOUNS[table]}`, item, t("Hidden. Please talk to its author, if you know them."))
    if (hidden.ok) keepFocus()
  }
  const pause = () => {
    close()
    rest(t("The phone is paused. Whoever uses it is asked to talk to you."))
  }
  return html`
    <h2 id="sheet-title">${t("Hide or pause")}</h2>
    <div class="act__what"><${BehindNote} note=${note}><span>${inQuotes(text.slice(0, 240) + (text.length > 240 ? "…" : ""))}${" "}</span><//><span class="soft">${withCommas([kind, timeOf(row.at, host.g.about.value)])}</span></div>
    <${Field} id="act-reason" label=${t("Why? Its author reads this")} value=${reason} onInput=${setReason} maxlength=${LIMITS.reason} autocomplete="off"
      placeholder=${t("It names a person.")} />
    <div class="acts">
      <${Cover} host=${host} item=${found} then=${close} />
      <button class="button button--danger" onClick=${one}>${t("Hide only this")}</button>
      ${mayRest && html`
        <button class="button button--danger" onClick=${() => flood(false)}>${t("Hide the whole flood")}</button>
        <button class="button button--danger" onClick=${() => flood(true)}>${t("Hide the flood and pause the phone")}</button>
        <button class="button button--quiet" onClick=${pause}>${t("Only pause the phone")}</button>`}
      <button class="button button--quiet" onClick=${() => host.open("since", { from: row.at })}>${t("This, and all that came after…")}</button>
    </div>
    ${mayRest && html`<p class="hint">${t("A flood is three or more things from one phone, each within 30 seconds of the next. A paused phone can read and take back, but not write. You do not learn whose phone it is. Hidden topics lose their places.")}</p>`}
    <p class="hint">${t("Hide what harms people, not what somebody would rather not discuss. The author is told, still sees it, and is asked to talk to you.")}</p>`
}

/**
 * `from`: the moment of the first thing to hide; without it, the host chooses how many minutes back.
 *
 * @param {Props} props
 */
export function Since({ host, from = null }) {
  const { g } = host
  const [minutes, setMinutes] = useState(from ? null : 5)
  const [reason, setReason] = useState("")
  const at = minutes ? new Date(now().getTime() - minutes * 60_000).toISOString() : from
  const since = itemsOf(g).filter(({ row }) => !row.hidden && !row.mine && Date.parse(row.at) >= Date.parse(at))
  const hide = () => {
    host.close()
    host.send("hide_since", { at, hidden: true, ...(reason.trim() && { reason: reason.trim() }) },
      t("Hidden. You can show all of it again under “Hidden”."))
  }
  return html`
    <h2 id="sheet-title">${t("Hide everything since…")}</h2>
    <div class="row" role="group" aria-label=${t("Since when")}>
      ${from && html`<button type="button" class="chip" aria-pressed=${!minutes} onClick=${() => setMinutes(null)}>${t("That one")}</button>`}
      ${MINUTES.map(one => html`<button type="button" class="chip" key=${one} aria-pressed=${one === minutes}
        onClick=${() => setMinutes(one)}>${one === 60 ? t("1 hour") : tn("{n} minute", "{n} minutes", one)}</button>`)}
    </div>
    <p>${t("Since {time}: {items}, from everybody but you.", { time: timeOf(at, g.about.value), items: html`<b>${counted(since) || t("nothing")}</b>` })}</p>
    <${Field} id="since-reason" label=${t("Why? The authors read this")} value=${reason} onInput=${setReason} maxlength=${LIMITS.reason} autocomplete="off" />
    <div class="row">
      <button class="button button--danger" disabled=${!since.length} onClick=${hide}>${t("Hide all of it")}</button>
      <button class="button button--quiet" onClick=${() => host.close()}>${t("Cancel")}</button>
    </div>
    <p class="hint">${t("For a flood from many phones. Some of it may be honest: show that again, one by one. Topics lose their places, and their conveners choose new ones.")}</p>`
}

function counted(items) {
  return withCommas(Object.entries(COUNTED).map(([table, words]) => {
    const count = items.filter(item => item.table === table).length
    return count > 0 && words(count)
  }))
}
