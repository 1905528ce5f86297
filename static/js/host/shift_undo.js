// The way back from a change of times: the times before, sent again. Offered as long as no slot of it has changed since.
import { html } from "../core/html.js"
import { now } from "../core/clock.js"
import { t } from "../core/language.js"

const OFFERED_FOR = 3_600_000

/** Keeps the times before, on this device. `before` and `slots` are as `edit_slots` takes them. */
export function keepUndo(host, before, slots) {
  host.saveDraft("shift", { before, slots, at: now().toISOString() })
}

/** @param {Props} props */
export function ShiftLine({ host }) {
  const { g } = host
  const kept = host.recallDraft("shift")
  const isOpen = g.slots.value.some(slot => Date.parse(slot.ends_at) > now().getTime())
  const undo = async () => {
    const answer = await host.send("edit_slots", { slots: kept.before }, t("The times are as before."))
    if (answer.ok) host.saveDraft("shift", null)
  }
  const mayUndo = kept && now().getTime() - Date.parse(kept.at) < OFFERED_FOR && kept.slots.every(one => isAsSent(g, one))
  return (isOpen || mayUndo) && html`<p class="row">
    ${isOpen && html`<button class="link" onClick=${() => host.open("shift")}>${t("Change the times")}</button>`}
    ${mayUndo && html`<button class="link" onClick=${undo}>${t("Undo the last change of times")}</button>`}
  </p>`
}

function isAsSent(g, { slot, starts_at, ends_at }) {
  const row = g.tables.slots.value.get(slot)
  return row && Date.parse(row.starts_at) === Date.parse(starts_at) && Date.parse(row.ends_at) === Date.parse(ends_at)
}
