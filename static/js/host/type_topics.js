// Topic cards, typed in one after the other: title, name, place, Enter.
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { ANNOUNCE, asArgs, isAnnouncing } from "../core/queue.js"
import { Field } from "../ui/field.js"
import { placeTyped } from "./typed_place.js"
import { Typed, useFields, useTyped } from "./typed.js"

const EMPTY = { title: "", name: "", place: "", announce: "", topic: "" }
const THEY = { self: t("They announce it themselves"), read: t("Please read it out") }

/** @param {Props} props */
export function TypeTopics({ host }) {
  const { g } = host
  const fields = useFields({ host, name: "type-topic", empty: EMPTY, first: "type-topic-title", same: ["announce"] })
  const typed = useTyped(host, fields)
  const { draft, at } = fields
  const submit = event => {
    event.preventDefault()
    if (!draft.title.trim()) return fields.refuse(draft, t("A title is enough, but it needs one."), "title")
    const where = placeTyped(g, draft.place)
    if (where.problem) return fields.refuse(draft, where.problem, "place")
    typed.add([draft.title.trim(), draft.name.trim()].filter(Boolean).join(" · "), left => post(host, left, where.args))
  }
  // A choice does not send its form by itself.
  const keys = event => { if (event.key === "Enter" && event.target.tagName === "SELECT") submit(event) }
  const isNamed = g.about.value.naming !== "none"
  return html`
    <${Typed} typed=${typed} />
    <form class="paper stack stack--tight" onSubmit=${submit} onKeyDown=${keys} noValidate>
      <${Field} ...${at("title")} label=${t("Title")} autocomplete="off" autofocus />
      ${isNamed && html`<${Field} ...${at("name")} label=${t("Name, if they wrote one")} autocomplete="off" />`}
      <${Field} ...${at("place")} label=${t("Place, if they wrote one")} autocomplete="off" hint=${t("2B, or a time and place of their own: 15:10 bench by the pond")} />
      ${isAnnouncing(g) && html`<${Field} ...${at("announce")} label=${t("In the circle")} hint=${t("It stays for the next card.")}
        options=${ANNOUNCE.map(([value, label]) => [value, THEY[value] ?? label])} />`}
      <div class="row"><button class="button">${t("Post it")}</button><p class="hint">${t("Enter posts it from any field.")}</p></div>
    </form>`
}

/** A topic that was posted and could not be placed keeps its id: the next Enter only places it. */
async function post(host, draft, where) {
  const name = draft.name.trim()
  const proposed = draft.topic ? { ok: true, result: { topic: draft.topic } } : await host.outbox.send("propose_topic", {
    title: draft.title.trim(), ...(name && { convener_name: name }), ...(isAnnouncing(host.g) && asArgs(draft.announce)),
  })
  if (!proposed.ok) return { undo: [], error: proposed.error, field: proposed.error.field === "convener_name" ? "name" : "title", left: draft }
  const { topic } = proposed.result
  const undo = [["withdraw_topic", { topic }]]
  if (!where) return { undo }
  const placed = await host.outbox.send(where.slot ? "claim_cell" : "claim_place", { topic, ...where })
  return placed.ok ? { undo, code: placed.result.code } : { undo, error: placed.error, field: "place", left: { ...draft, topic } }
}
