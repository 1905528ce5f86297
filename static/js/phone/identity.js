// Who this phone is: by cookie, by the token kept here beside it, or by a link from another device.
// (docs/decisions/0016-devices.md)
import { call } from "../core/api.js"
import { forget, keep, keysOf, recall } from "../core/storage.js"
import { sentenceOf } from "../core/refusals.js"
import { removePhotos } from "../core/photo_store.js"
import { stopWorker } from "./on_demand.js"

/** The token that is kept for the person whom the cookie knows; null where the cookie is all there is. */
export function tokenOf(code, person) {
  const kept = recall(`me.${code}`)
  return kept?.person === person ? kept.token : null
}

/**
 * Comes back as whom this browser remembers, and loads their state into `g`. Resolves to the token, or to
 * null where nobody is remembered.
 */
export async function resume(code, g) {
  const token = recall(`me.${code}`)?.token
  if (!token) return clearLeftovers(code)
  const answer = await withRetry(() => post(code, { token }))
  if (answer.person) return takeState(code, answer, g)
  // Somebody else may hold a phone whose person was ended or forgotten on another one: what was not sent goes, too.
  if (answer.error?.ended) await clearAll(code)
  // Forgets only after a definite refusal: a server that restarts must not sign anybody out.
  else if (answer.refused) {
    forget(`me.${code}`)
    forget(`copy.${code}`)
  }
  return null
}

/** Nobody can come back as the person of a cookie that the server does not accept any more. */
async function clearLeftovers(code) {
  if (keysOfPerson(code).length) await clearAll(code)
  return null
}

/** Joins as somebody new; `{token}`, or `{problem, why}`: a sentence to show, and the refusal's code. */
export async function join(code, { name, word }, g) {
  return enter(code, await withAdmission(() => post(code, { ...(name && { name }), ...(word && { word }) })), g)
}

/** Becomes the person whose pass that is, in place of whoever was here; `{token}` or `{problem}`. */
export async function joinWithPass(code, pass, g) {
  const answer = await post(code, { pass })
  if (answer.person) await clearAll(code)
  return enter(code, answer, g)
}

/** Keeps a new token of this phone's person. */
export function renew(phone, token) {
  phone.token = token
  keep(`me.${phone.code}`, { person: phone.g.me.value.id, token })
  phone.connection.renew(token)
}

/** Removes what this browser keeps of the attendee: who they are, drafts, what was not sent yet, and the copy of the wall. */
export async function clearAll(code) {
  // Also where nothing is kept: other tabs hear of it only when something changes.
  keep(`me.${code}`, null)
  for (const key of keysOfPerson(code)) forget(key)
  await Promise.all([removePhotos(code), stopWorker(code)])
}

function keysOfPerson(code) {
  return keysOf("").filter(key => {
    const parts = key.split(".")
    return parts.includes(code) && !parts.includes("host")
  })
}

/** The answer to a POST as this phone's person; its `error` is for sentenceOf(), null where no answer came. */
export async function postAsMe(phone, path, body = {}) {
  const answer = await call(`/api/${phone.code}/${path}`, { ...credentials(phone), body })
  return answer.body ?? { error: null }
}

/** The credentials of this phone: its token, or the cookie alone, and then only as the person of this page. */
export function credentials(phone) {
  return phone.token ? { token: phone.token } : { as: phone.g.me.value.id }
}

async function enter(code, answer, g) {
  if (!answer.person) return { problem: sentenceOf(answer.error), why: answer.error?.code }
  const token = await takeState(code, answer, g)
  return g.me.value ? { token } : { problem: sentenceOf({ code: "not_loaded" }) }
}

/** The answer has the state; that of an older server has none. */
async function takeState(code, { person, token, state }, g) {
  keep(`me.${code}`, { person, token })
  state ??= (await call(`/api/${code}/state`, { token })).body
  if (state?.tables) g.replace(state)
  return token
}

/** Tries again when the network failed; a refusal by the server is final. */
async function withRetry(attempt) {
  for (let tries = 1; ; tries++) {
    const answer = await attempt()
    if (answer.person || answer.refused || tries === 4) return answer
    await new Promise(resolve => setTimeout(resolve, 700 * tries))
  }
}

/** Waits and tries again when too many join at once, each phone for a random time; returns the refusal in the end. */
async function withAdmission(attempt) {
  for (let tries = 1; ; tries++) {
    const answer = await attempt()
    const wait = answer.error?.again_in
    if (!wait || tries === 10) return answer
    await new Promise(resolve => setTimeout(resolve, (wait + tries * Math.random()) * 1000))
  }
}

async function post(code, body) {
  const { ok, status, body: answer, error } = await call(`/api/${code}/join`, { body: { ...body, state: true } })
  return ok ? answer : { refused: status > 0 && status < 500, error }
}
