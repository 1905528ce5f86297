// Photos of flip charts on their way: stored on this device until the server has the note with them, and sent again, also
// after a reload.
import { effect, html } from "../core/html.js"
import { t } from "../core/language.js"
import { sentenceOf } from "../core/refusals.js"
import { randomId } from "../core/storage.js"
import { credentials } from "./identity.js"
import { removePhoto, storedPhotos, storePhoto, updatePhoto } from "../core/photo_store.js"
import { waiting } from "./photos_waiting.js"
import { shrink, uploadPhoto } from "../core/shrink.js"

const AGAIN = 4000

// What is stored is sent by the next page. Only what is not is lost with this one.
effect(() => {
  if (waiting.value.every(({ isStored }) => isStored)) removeEventListener("beforeunload", warn)
  else addEventListener("beforeunload", warn)
})

/** Scales a file, stores it, and sends it as a note. Resolves to whether the note is saved. */
export async function sendPhoto(phone, session, file, { text = "", alt = "", content_note: note = "", named = false }) {
  const args = { session, kind: "photo", text: text.trim(), alt: alt.trim(), ...(note.trim() && { content_note: note.trim() }), ...(named && { named }) }
  const photo = { id: randomId(), code: phone.code, person: phone.g.me.value.id, at: Date.now(), args, attempt: 0, uploaded: null }
  show(photo, file)
  try {
    const jpeg = await shrink(file)
    photo.data = await jpeg.arrayBuffer()
    if (!isWaiting(photo.id)) return false
    mark(photo.id, { isStored: await storePhoto(photo) })
  } catch (error) {
    phone.notify(error.message, "warn")
    await discard(photo.id)
    return false
  }
  return send(phone, photo)
}

/** Sends what an earlier page had not sent, one after the other. */
export async function resumePhotos(phone) {
  // A photo that was added while they were looked up is shown and sent already.
  const stored = (await storedPhotos(phone.code, phone.g.me.value.id)).filter(({ id }) => !isWaiting(id))
  for (const photo of stored) show(photo, new Blob([photo.data]), { isStored: true, isLate: true })
  for (const photo of stored) await send(phone, photo)
}

/**
 * Uploads a photo, and posts its note. Every attempt of every page has the same id, so that there is one note. The server
 * deletes a picture that no note shows within an hour; then it is uploaded once more. Resolves to whether the note is saved.
 */
async function send(phone, photo) {
  for (;;) {
    const { id, data, args } = photo
    photo.uploaded ??= await upload(phone, id, data)
    if (!photo.uploaded || !isWaiting(id)) return false
    await updatePhoto(id, { uploaded: photo.uploaded, attempt: photo.attempt })
    mark(id, { isPosted: true, isLate: false, uploaded: photo.uploaded })
    const isKept = !find(id).isStored
    const answer = await phone.outbox.send("post_note", { ...args, photo: photo.uploaded }, { id: `${id}-${photo.attempt}`, isKept })
    if (answer.error?.code !== "unknown_photo") {
      if (!answer.ok) phone.showRefusal({ name: "post_note", args, error: answer.error })
      await discard(id)
      return answer.ok
    }
    photo.uploaded = null
    photo.attempt += 1
    mark(id, { isPosted: false, uploaded: null })
  }
}

/** Resolves to the picture's id, or to null where it was discarded or refused. */
async function upload(phone, id, data) {
  while (isWaiting(id)) {
    const { ok, status, body: answer, error } = await uploadPhoto(phone.code, credentials(phone), new Blob([data], { type: "image/jpeg" }))
    if (ok) return answer.photo
    if (error && status < 500 && !error.again_in) {
      phone.notify(sentenceOf(error), "warn")
      await discard(id)
    } else {
      mark(id, { isLate: true })
      await new Promise(resolve => setTimeout(resolve, Math.max(AGAIN, error?.again_in * 1000 || 0)))
    }
  }
  return null
}

/** Whether a picture is shown as one that is not sent yet. Then its note is not shown as well. */
export function isOnItsWay(picture) {
  return waiting.value.some(({ uploaded }) => uploaded === picture)
}

/**
 * The photos of a session that are not sent yet.
 *
 * @param {Props} props
 */
export function PendingPhotos({ phone, session }) {
  // The note may arrive before the answer to it.
  const arrived = new Set([...phone.g.tables.notes.value.values()].map(note => note.photo).filter(Boolean))
  const mine = waiting.value.filter(entry => entry.session === session && !arrived.has(entry.uploaded))
  return html`<div role="status">${mine.map(entry => html`
    <p key=${entry.id} class="photo-waiting"><img src=${entry.preview} alt="" />
      <span><strong>${t("Not sent yet.")}</strong>${" "}${entry.isLate ? "" : t("Sending…")}
        ${entry.isLate && entry.isStored && t("It is kept on this device and sent again.")}
        ${entry.isStored === false && ` ${t("Keep this page open: this browser does not keep pictures.")}`}</span>
      ${!entry.isPosted && html`<button type="button" class="button button--quiet" onClick=${() => discard(entry.id)}>${t("Discard")}</button>`}
    </p>`)}</div>`
}

function show({ id, args, uploaded }, file, more = {}) {
  const entry = { id, session: args.session, preview: URL.createObjectURL(file), isStored: null, isLate: false, isPosted: false, uploaded, ...more }
  waiting.value = [...waiting.value, entry]
}

function find(id) {
  return waiting.value.find(entry => entry.id === id)
}

function isWaiting(id) {
  return !!find(id)
}

function mark(id, changes) {
  waiting.value = waiting.value.map(entry => (entry.id === id ? { ...entry, ...changes } : entry))
}

async function discard(id) {
  const entry = find(id)
  if (entry) URL.revokeObjectURL(entry.preview)
  waiting.value = waiting.value.filter(one => one.id !== id)
  await removePhoto(id)
}

function warn(event) {
  event.preventDefault()
}
