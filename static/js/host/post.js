// A topic for someone without a phone, with a place at once if they have chosen one.
import { isConverging } from "../core/converging.js"
import { freeCells } from "../core/free_cells.js"
import { html, useState } from "../core/html.js"
import { t, tc } from "../core/language.js"
import { span } from "../ui/cell.js"
import { ANNOUNCE, asArgs, isAnnouncing } from "../core/queue.js"
import { Field, Tick } from "../ui/field.js"
import { WithCode } from "./for_conveners.js"

const OWN = "elsewhere"
const THEY = { self: t("They announce it themselves") }

/** @param {Props} props */
export function Post({ host, cell = null }) {
  const { g } = host
  const [draft, setDraft] = useState(() => host.recallDraft("post") ?? { title: "", description: "", name: "", read_out: false, announce: "" })
  const isOpen = isConverging(g, "reopened")
  const [for_action, setForAction] = useState(() => g.tables.slots.value.get(cell?.slot)?.kind === "action")
  const [where, setWhere] = useState(cell ? `${cell.room}|${cell.slot}` : "")
  const [error, setError] = useState("")
  const set = patch => {
    const next = { ...draft, ...patch }
    setDraft(next)
    setError("")
    host.saveDraft("post", next)
  }
  const submit = async event => {
    event.preventDefault()
    if (!draft.title.trim()) return setError(t("A title is enough, but it needs one."))
    host.saveDraft("post", null)
    host.close()
    await postAndPlace(host, { ...draft, for_action: isOpen && for_action }, where)
  }
  return html`
    <h2 id="sheet-title">${t("Post for someone")}</h2>
    <form class="stack" onSubmit=${submit} noValidate>
      <${Field} id="post-title" label=${t("Title")} value=${draft.title} error=${error} autocomplete="off" autofocus
        onInput=${title => set({ title })} />
      <${Field} id="post-name" label=${t("Their name, if they wish")} value=${draft.name} autocomplete="off"
        disabled=${g.about.value.naming === "none"}
        hint=${g.about.value.naming === "none" ? t("In this gathering nobody is named.") : undefined}
        onInput=${name => set({ name })} />
      <${Field} id="post-description" label=${t("Description, if they wish")} rows="2" value=${draft.description}
        onInput=${description => set({ description })} />
      <${Field} id="post-where" label=${tc("of a session", "Place")} value=${where} onInput=${setWhere}
        options=${[["", t("They choose later")], [OWN, t("Another place or time, in the next step")], ...freePlaces(g, { for_action: isOpen && for_action })]} />
      ${isOpen && html`<${Tick} id="post-action" label=${t("They want to start an action group")} checked=${for_action}
        onChange=${checked => { setForAction(checked); setWhere("") }} />`}
      ${isAnnouncing(g) ? html`<${Field} id="post-announce" label=${t("In the circle")} value=${draft.announce ?? ""} onInput=${announce => set({ announce })}
        options=${ANNOUNCE.map(([value, label]) => [value, THEY[value] ?? label])} />`
      : html`<${Tick} id="post-read" label=${t("Please read it out for them")} checked=${draft.read_out}
        onChange=${read_out => set({ read_out })} />`}
      <div class="row">
        <button class="button">${t("Post")}</button>
        <p class="hint">${t("It is recorded as entered by the facilitator.")}</p>
      </div>
    </form>
    <${WithCode} host=${host} />`
}

async function postAndPlace(host, draft, where) {
  const answer = await host.send("propose_topic", {
    title: draft.title.trim(), description: draft.description.trim(),
    ...(draft.for_action && { for_action: true }),
    ...(isAnnouncing(host.g) ? asArgs(draft.announce ?? "") : { read_out: draft.read_out }),
    ...(draft.name.trim() && { convener_name: draft.name.trim() }),
  }, t("The topic is posted. It has no place yet."))
  if (!answer.ok) {
    host.saveDraft("post", draft)
    return
  }
  if (where === OWN) return host.open("elsewhere", { topic: { id: answer.result.topic, title: draft.title.trim() } })
  if (!where) return
  const [room, slot] = where.split("|")
  const placed = await host.place({ topic: { id: answer.result.topic } }, room, slot)
  if (placed.ok) host.notify(t("Placed at {code}.", { code: placed.result.code }))
}

/** `[["room|slot", "1A · Library · 10:00–10:45"]…]`, in order of time. */
function freePlaces(g, topic) {
  return freeCells(g, topic).map(({ room, slot }) =>
    [`${room.id}|${slot.id}`, `${slot.code}${room.letter} · ${room.name} · ${span(slot, g)}`])
}
