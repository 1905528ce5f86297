// From the draft to a gathering. An error is shown beside its field; the page checks first, then the server.
import { asAddress } from "../core/address.js"
import { call } from "../core/api.js"
import { t } from "../core/language.js"
import { sentenceOf } from "../core/refusals.js"
import { wifiFieldOf } from "../ui/wifi_fields.js"
import { asSlots, planned } from "./plan.js"

const UNREACHABLE = t("The server cannot be reached just now. What you typed is kept here. Try again in a moment.")

/** `{field id: sentence}` of what cannot be sent. */
export function problems(draft) {
  /** @type {Record<string, string>} */
  const errors = {}
  if (!draft.title.trim()) errors.title = t("A gathering needs a title; the rest can wait.")
  if (draft.size && !(Number(draft.size) > 0)) errors.size = t("A number of people, or nothing.")
  draft.days.forEach((day, index) => {
    if (!day) errors[`days.${index}`] = t("Choose a date, or remove the day.")
    else if (draft.days.indexOf(day) < index) errors[`days.${index}`] = t("This day is there twice.")
  })
  const names = draft.rooms.map(row => row.name.trim().toLowerCase())
  names.forEach((name, index) => {
    if (name && names.indexOf(name) < index) errors[`rooms.${index}`] = t("Another room has this name.")
    if (!name && (draft.rooms[index].capacity || draft.rooms[index].access)) {
      errors[`rooms.${index}`] = t("Give this room a name, or remove it.")
    }
  })
  draft.lines.forEach((line, index) => {
    if (!line.from || !line.to) errors[`slots.${index}`] = t("Say from when to when.")
    else if (line.to <= line.from) errors[`slots.${index}`] = t("This ends before it begins.")
  })
  return errors
}

/** `{opened}` or `{errors}`, where errors.form is what belongs to no single field. */
export async function open(draft, key) {
  let lines
  try {
    // The list follows the line above it after a moment. Whoever is faster still gets what that line says.
    lines = draft.byHand ? draft.lines : await planned(draft)
  } catch (error) {
    return { errors: { form: error.message } }
  }
  const spec = asSpec({ ...draft, lines })
  const { ok, status, body: answer, error } = await call("/api/gatherings", { token: key, body: spec })
  if (ok) return { opened: answer }
  if (status === 401 || status === 403) {
    return { errors: { key: sentenceOf(error) } }
  }
  return { errors: { [fieldOf(error) ?? "form"]: sentenceOf(error, { unreachable: UNREACHABLE }) } }
}

function asSpec(draft) {
  const rooms = draft.rooms.filter(row => row.name.trim()).map(row => ({
    name: row.name.trim(), access: row.access.trim(), folded: row.spare, induction_loop: !!row.induction_loop, recorded: row.recorded ?? "",
    call_link: asAddress(row.call_link ?? ""), caption_link: asAddress(row.caption_link ?? ""),
    ...(Number(row.capacity) > 0 && { capacity: Number(row.capacity) }),
  }))
  const days = draft.days.filter(Boolean).sort()
  const texts = ["theme", "statement", "sponsor", "community", "venue", "welcome", "law", "motto"]
    // null: as they are usually said. A text that somebody emptied is meant to be empty.
    .filter(name => draft[name] !== null)
  const principles = draft.principles?.split("\n").map(line => line.trim()).filter(Boolean)
  return {
    title: draft.title.trim(), timezone: draft.timezone, language: draft.language, naming: draft.naming, listed: draft.listed,
    ...Object.fromEntries(texts.map(name => [name, draft[name].trim()])),
    ...(principles && { principles }),
    ...(days.length && { starts_on: days[0], ends_on: days.at(-1) }),
    ...(Number(draft.size) > 0 && { size: Math.round(Number(draft.size)) }),
    help: Object.fromEntries(Object.entries(draft.help).filter(([, words]) => words.trim())),
    responsible: Object.fromEntries(Object.entries(draft.responsible ?? {}).filter(([, words]) => words.trim())),
    ...(draft.wifi.name?.trim() || draft.wifi.password ? { wifi: draft.wifi } : {}),
    rooms,
    slots: asSlots(draft.lines),
  }
}

function fieldOf(error) {
  const field = error?.field ?? ""
  return wifiFieldOf(error ?? {}) ?? (/^(title|theme|statement|sponsor|community|venue|timezone|language|size|rooms|slots)(\.\d+)?$/.test(field) ? field : null)
}
