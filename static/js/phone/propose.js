// Writing a topic, and editing it: a title is enough.
import { html, useEffect, useRef, useState } from "../core/html.js"
import { inQuotes, t, tc } from "../core/language.js"
import { can, canUnlessPaused } from "../core/possible.js"
import { asArgs, choiceOf, isAnnouncing } from "../core/queue.js"
import { LIMITS } from "../core/vocabulary.js"
import { Missing, useCheckedForm } from "../ui/checked_form.js"
import { Described } from "../ui/described.js"
import { submitForm } from "../ui/submit_form.js"
import { Picture } from "../ui/picture.js"
import { ContentNote, WhoSees } from "./who_sees.js"
import { AnnounceChoice, TakeUp } from "./on_demand.js"
import { draftOf } from "./phone.js"
import { Over } from "./safety.js"

const EMPTY = { title: "", description: "", convener_name: "", tags: [], read_out: false, content_note: "", announce: "" }

/**
 * `at` is the free cell it is written for; `topic` is the id of the one that is edited.
 *
 * @param {Props} props
 */
export function Propose({ phone, at, topic: id, forAction = false }) {
  const { g } = phone
  const topic = id && g.tables.topics.value.get(id)
  const kept = draftOf({ for_action: forAction })
  const [draft, setDraft] = useState(() => ({ ...EMPTY, ...(topic ? fieldsOf(topic) : phone.recallDraft(kept)) }))
  const [posted, setPosted] = useState(null)
  const [follows, setFollows] = useState(null)
  const isAnnounced = isAnnouncing(g)
  const asked = /** @type {[string, object?]} */ (topic ? ["edit_topic", { topic }] : ["propose_topic"])
  const isEarly = !topic && isHeadsUp(g)
  const checked = useCheckedForm(submit)

  if (posted) return html`<${Placing} phone=${phone} posted=${posted} />`

  // Kept with each key, not after it: an effect could still run when the topic was sent, and bring its draft back.
  const set = (field, value) => {
    const next = { ...draft, [field]: value }
    setDraft(next)
    if (!topic) phone.saveDraft(kept, next)
  }
  const pick = ({ code, note, text }) => {
    set("title", text.slice(0, LIMITS.title))
    setFollows({ code, note })
  }
  function submit(event) {
    event.preventDefault()
    const args = {
      ...tidy(draft), ...follows && { follows }, ...isAnnounced && !topic && asArgs(choiceOf(draft)), ...forAction && { for_action: true },
    }
    if (!can(g, ...asked)) return
    if (topic) {
      phone.close()
      return phone.send("edit_topic", { topic: id, ...args })
    }
    phone.saveDraft(kept, null)
    if (isEarly) {
      phone.kept.value = [...phone.kept.value, args]
      phone.close()
      return phone.notify(t("Kept on this phone."))
    }
    const sent = phone.send("propose_topic", args)
    if (at) {
      phone.close()
      return sent.then(answer => answer.ok && phone.place(...at, { topic: { id: answer.result.topic, ...args } }))
    }
    setPosted({ title: args.title, for_action: forAction, asked: sent })
  }
  return html`<form class="stack" ...${checked.form}>
    <h2><${Picture} of="hand" />${forAction ? t("What do you want to start?") : topic ? t("Edit your topic") : t("What would you like to explore?")}</h2>
    <${Described} by=${html`<${Missing} isMissing=${checked.missing === "title"}>${t("Write a title.")}<//>
      <span class="hint">${t("About 7 words read well on the wall.")}</span>
      <${WhoSees} phone=${phone} />`}>${id => html`
      <label class="field"><span>${t("Title")}</span>
        <textarea class="title-input" name="title" rows="2" maxlength=${LIMITS.title} required aria-describedby=${id} value=${draft.title}
          aria-invalid=${checked.missing === "title" ? "true" : undefined} onInput=${e => set("title", e.target.value)} onKeyDown=${enterSubmits} /></label>`}<//>
    <label class="field"><span>${t("Description")} <span class="soft">– ${t("optional")}</span></span>
      <textarea rows="3" maxlength=${LIMITS.text} value=${draft.description} onInput=${e => set("description", e.target.value)} /></label>
    ${g.about.value.naming !== "none" && html`<${NameOnIt} me=${g.me.value} name=${draft.convener_name} onName=${name => set("convener_name", name)} />`}
    ${isAnnounced ? !topic && html`<${AnnounceChoice} value=${choiceOf(draft)} onChange=${choice => set("announce", choice)} />` : html`<label class="check"><input type="checkbox" checked=${draft.read_out} onChange=${e => set("read_out", e.target.checked)} />
      <span>${t("Please read it out for me")}</span></label>`}
    <details class="more" open=${draft.tags.length > 0 || !!draft.content_note}><summary>${t("More")}</summary>
      <${Described} by=${html`<span class="hint">${t("Separate them with commas.")}</span>`}>${id => html`
        <label class="field"><span>${t("Tags")}</span>
          <input aria-describedby=${id} value=${tagText(draft.tags)} onInput=${e => set("tags", e.target.value)} /></label>`}<//>
      <${ContentNote} value=${draft.content_note} onInput=${words => set("content_note", words)} />
      ${!topic && !forAction && g.about.value.community && html`<${TakeUp} phone=${phone} onPick=${pick} />`}</details>
    ${!canUnlessPaused(g, ...asked) && html`<${Over} />`}
    <div class="send"><button class="button button--large" disabled=${!can(g, ...asked)}>${
      topic ? t("Save") : isEarly ? t("Keep it on this phone") : at ? t("Put it there") : t("Propose")}</button></div>
  </form>`
}

/** Whether topics wait on their phones, because the marketplace is still to come. */
export function isHeadsUp(g) {
  return ["lobby", "opening"].includes(g.phase.value) && !g.about.value.opens_early
}

function NameOnIt({ me, name, onName }) {
  return html`<div class="field"><label for="convener">${t("Name on it")} <span class="soft">– ${t("only if you wish")}</span></label>
    <div class="row">
      <input id="convener" maxlength=${LIMITS.name} autocomplete="off" value=${name} onInput=${e => onName(e.target.value)} />
      ${me?.name && name !== me.name && html`<button type="button" class="button button--quiet" onClick=${() => onName(me.name)}>${t("Use my name")}</button>`}
    </div></div>`
}

/**
 * Proposed: a place at once, or later.
 *
 * @param {Props} props
 */
function Placing({ phone, posted }) {
  const [topic, setTopic] = useState(null)
  useEffect(() => {
    posted.asked.then(answer => (answer.ok ? setTopic(answer.result.topic) : phone.close()))
  }, [])
  const row = { id: topic, title: posted.title, mine: true, for_action: posted.for_action }
  const mayPlace = topic && phone.canPlace({ topic: row })
  const isWaiting = Boolean(phone.g.tables.topics.value.get(topic)?.waiting)
  const go = useRef(null)
  useEffect(() => go.current?.focus(), [topic])
  return html`
    <h2>${!topic ? t("Saving…") : posted.for_action ? t("Your action group is up") : t("Your topic is up")}</h2>
    <p class="quoted">${inQuotes(posted.title)}</p>
    <p>${!topic ? t("It is kept on this device until the gathering has it.")
      : isWaiting ? t("The facilitator has to show it first. Until then, only you two see it.")
      : !mayPlace && posted.for_action ? t("The facilitator will say when action groups meet. It waits for you under “My day”.")
      : t("Would you like to choose its place on the wall now?")}</p>
    ${!isWaiting && html`
      <button class="button button--large" ref=${go} disabled=${!mayPlace} onClick=${() => phone.pick(row)}><${Picture} of="place" />${t("Choose a place")}</button>`}
    <button class="button button--quiet" onClick=${event => event.detail < 2 && phone.close()}>${tc("a button", "Later")}</button>`
}

// A title is one line however long; Enter means "done", as in any single field.
function enterSubmits(event) {
  if (event.key !== "Enter" || event.isComposing) return
  event.preventDefault()
  submitForm(event.target.form)
}

function fieldsOf({ title, description, own_name: convener_name, tags, read_out, content_note }) {
  return { title, description: description ?? "", convener_name: convener_name ?? "", tags: tags ?? [], read_out: !!read_out, content_note: content_note ?? "" }
}

function tidy({ title, description, convener_name, tags, read_out, content_note = "" }) {
  const list = tagText(tags).split(/[,،]/).map(tag => tag.trim()).filter(Boolean)
  return { title: title.trim(), description: description.trim(), convener_name: convener_name.trim(), tags: list, read_out, content_note: content_note.trim() }
}

function tagText(tags) {
  return Array.isArray(tags) ? tags.join(", ") : tags
}
