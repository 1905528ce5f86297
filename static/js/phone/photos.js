// Photos of flip charts: made small here, kept in memory, and sent again until they are there. Too
// large for localStorage, so a closed page loses them, and the browser asks before it closes.
import { call } from "../core/api.js"
import { html, signal } from "../core/html.js"
import { sentenceOf } from "../core/refusals.js"
import { credentials } from "./identity.js"

const LONGEST = 1600
const AGAIN = 4000
const waiting = signal([])

/** Scales the file and sends it; when it has arrived, the note is posted through the outbox. */
export async function sendPhoto(phone, session, file, { text = "", alt = "", named = false }) {
  const entry = { id: Math.random(), session, name: file.name, preview: URL.createObjectURL(file), problem: null }
  waiting.value = [...waiting.value, entry]
  addEventListener("beforeunload", warn)
  try {
    const blob = await smaller(file)
    for (;;) {
      const { photo } = await upload(phone, entry, blob)
      const answer = await phone.send("post_note", { session, kind: "photo", text: text.trim(), alt: alt.trim(), photo, ...(named && { named }) })
      // The server forgets a picture that no note shows within an hour: a phone that was away sends it again.
      if (answer.error?.code !== "unknown_photo") break
    }
  } catch (error) {
    phone.notify(error.message, "warn")
  }
  drop(entry)
}

/** The photos of a session that are not sent yet. */
export function PendingPhotos({ session }) {
  const mine = waiting.value.filter(entry => entry.session === session)
  return html`<div role="status">${mine.map(entry => html`
    <p key=${entry.id} class="photo-waiting is-pending"><img src=${entry.preview} alt="" />
      <span><strong>Not sent yet.</strong>${" "}${entry.problem ?? "Sending…"} Keep this page open.</span></p>`)}</div>`
}

async function smaller(file) {
  const picture = await load(file)
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height))
  const canvas = document.createElement("canvas")
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height)
  URL.revokeObjectURL(picture.src)
  const blob = await new Promise(resolve => canvas.toBlob(resolve, "image/jpeg", 0.82))
  if (!blob) throw new Error(sentenceOf({ code: "photo_unreadable" }))
  return blob
}

async function load(file) {
  const image = new Image()
  image.src = URL.createObjectURL(file)
  try {
    await image.decode()
    return image
  } catch {
    throw new Error(sentenceOf({ code: "photo_unreadable" }))
  }
}

async function upload(phone, entry, blob) {
  for (;;) {
    const answer = await tryUpload(phone, blob)
    if (answer.photo) return answer
    if (answer.refused) throw new Error(answer.refused)
    mark(entry, "It is tried again.")
    await new Promise(resolve => setTimeout(resolve, Math.max(AGAIN, answer.again_in * 1000 || 0)))
  }
}

async function tryUpload(phone, blob) {
  const body = new FormData()
  body.append("photo", blob, "photo.jpg")
  const { ok, status, body: answer, error } = await call(`/api/${phone.code}/photos`, { ...credentials(phone), body })
  if (ok) return answer
  if (!error) return {}
  return status < 500 && !error.again_in ? { refused: sentenceOf(error) } : { again_in: error.again_in }
}

function mark(entry, problem) {
  waiting.value = waiting.value.map(one => (one.id === entry.id ? { ...one, problem } : one))
}

function drop(entry) {
  URL.revokeObjectURL(entry.preview)
  waiting.value = waiting.value.filter(one => one.id !== entry.id)
  if (!waiting.value.length) removeEventListener("beforeunload", warn)
}

function warn(event) {
  event.preventDefault()
}
