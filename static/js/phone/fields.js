// The kinds of note, and the fields that each asks for.
import { html, useRef } from "../core/html.js"

/** In the order in which they are offered. */
export const KINDS = [
  { kind: "key_point", name: "Key point", group: "Key points" },
  { kind: "question", name: "Open question", group: "Open questions" },
  { kind: "action", name: "Action", group: "Actions" },
  { kind: "recommendation", name: "Recommendation", group: "Recommendations" },
  { kind: "summary", name: "Summary", group: "Summary" },
  { kind: "story", name: "Story", group: "Stories" },
  { kind: "tool", name: "Tool", group: "Tools" },
  { kind: "quote", name: "Quote", group: "Quotes" },
  { kind: "link", name: "Link", group: "Links" },
  { kind: "photo", name: "Photo", group: "Photos" },
]

const TEXT_LABEL = {
  summary: "Summary", key_point: "Key point", question: "Question that stays open", recommendation: "Recommendation",
  action: "What is to be done", story: "Story", tool: "Tool or practice", quote: "Quote, word for word",
  link: "What it is", photo: "Caption",
}

/**
 * `fields` is `{kind, text, url?, due?, initiator_name?, alt?, named?}`; `onFields` takes the next one.
 *
 * @param {Props} props
 */
export function NoteFields({ phone, fields, onFields }) {
  const { naming } = phone.g.about.value
  const me = phone.g.me.value
  const set = (name, value) => onFields({ ...fields, [name]: value })
  const text = useRef(null)
  const optional = ["link", "photo"].includes(fields.kind)
  return html`
    <label class="field"><span>${TEXT_LABEL[fields.kind]}${optional && html`${" "}<span class="soft">– optional</span>`}</span>
      <textarea ref=${text} rows="4" maxlength="20000" required=${!optional} value=${fields.text} onInput=${e => set("text", e.target.value)} /></label>
    ${fields.kind === "action" && html`<div class="two">
      ${naming !== "none" && html`<label class="field"><span>Initiator <span class="soft">– if they agree</span></span>
        <input maxlength="120" autocomplete="off" value=${fields.initiator_name ?? ""} onInput=${e => set("initiator_name", e.target.value)} /></label>`}
      <label class="field"><span>By when</span>
        <input type="date" value=${fields.due ?? ""} onInput=${e => set("due", e.target.value)} /></label></div>`}
    ${["link", "tool"].includes(fields.kind) && html`<label class="field"><span>Web address</span>
      <input type="url" inputmode="url" placeholder="https://" pattern="https?://.+" title="It begins with http:// or https://" required=${fields.kind === "link"}
        value=${fields.url ?? ""} onInput=${e => set("url", e.target.value)} /></label>`}
    ${fields.kind === "photo" && html`<label class="field"><span>Description, for those who cannot see it</span>
      <input maxlength="1000" value=${fields.alt ?? ""} onInput=${e => set("alt", e.target.value)} />
      <span class="hint">What stands on the flip chart, in a sentence or two.</span></label>`}
    ${naming !== "none" && me?.name && html`<label class="check"><input type="checkbox" class="tick" checked=${!!fields.named}
      onChange=${e => set("named", e.target.checked)} /><span>Name me on this (${me.name})</span></label>`}`
}
