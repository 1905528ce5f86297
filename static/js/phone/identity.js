// The same phone is the same person: by cookie, by the token kept here, or by a personal link.
import { forget, keep, recall } from "../storage.js"

/** The token of a personal link (`#me=…`), taken out of the address bar at once. */
export function takePersonalLink() {
  const token = new URLSearchParams(location.hash.slice(1)).get("me")
  if (token) history.replaceState(null, "", location.pathname + location.search)
  return token
}

/** The address that carries this person to another device. */
export function personalLink(phone) {
  return `${phone.base}/${phone.code}#me=${phone.token}`
}

/** Keeps the token of whom the cookie knows: cookies and storage are cleared apart from each other. */
export function remember(code, person, token) {
  if (token) keep(`me.${code}`, { person, token })
  return token
}

/**
 * Comes back as `given`, else as whom this browser remembers, and loads their state into `g`.
 * Resolves to the token, or to null where nobody is remembered.
 */
export async function comeBack(code, given, g) {
  const kept = recall(`me.${code}`)
  const token = given ?? kept?.token
  if (!token) return null
  const answer = await patiently(() => post(code, { token }))
  if (answer.person) return settle(code, answer, g)
  // Only a clear no forgets: a restarting server must not turn a person into a stranger.
  if (answer.refused && !given) forget(`me.${code}`)
  return null
}

/** Joins as somebody new; `{token}`, or `{problem, why}`: a sentence to show, and the refusal's code. */
export async function join(code, { name, word }, g) {
  const answer = await post(code, { ...(name && { name }), ...(word && { word }) })
  if (!answer.person) return { problem: answer.message, why: answer.why }
  const token = await settle(code, answer, g)
  return g.me.value ? { token } : { problem: "You joined, but the page could not load. Please reload." }
}

async function settle(code, { person, token }, g) {
  keep(`me.${code}`, { person, token })
  const response = await fetch(`/api/${code}/state`, bearer(token)).catch(() => null)
  if (response?.ok) g.replace(await response.json())
  return token
}

/** Tries again where the network, not the server, said no. */
async function patiently(attempt) {
  for (let tries = 1; ; tries++) {
    const answer = await attempt()
    if (answer.person || answer.refused || tries === 4) return answer
    await new Promise(resolve => setTimeout(resolve, 700 * tries))
  }
}

async function post(code, body) {
  const options = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }
  try {
    const response = await fetch(`/api/${code}/join`, options)
    const answer = await response.json()
    if (response.ok) return answer
    return { refused: response.status < 500, why: answer.error?.code, message: answer.error?.message ?? "That did not work. Please try again." }
  } catch {
    return { message: "The gathering cannot be reached just now. Please try again in a moment." }
  }
}

function bearer(token) {
  return { headers: { Authorization: `Bearer ${token}` } }
}
