// The buttons for passkeys on the page of the second factor. Without scripts, codes work alone.
import { call } from "../core/api.js"
import { t } from "../core/language.js"
import { sentenceOf } from "../core/refusals.js"

history.replaceState(null, "", location.pathname)
if (window.PublicKeyCredential) document.querySelectorAll("[data-passkey]").forEach(offer)

/** @param {any} section */
function offer(section) {
  const button = section.querySelector("button")
  const problem = section.querySelector("[role=alert]")
  section.hidden = false
  button.addEventListener("click", async () => {
    button.disabled = true
    const sorry = await use(section.dataset)
    button.disabled = false
    problem.textContent = sorry
    problem.hidden = !sorry
  })
}

/** Returns why it did not work, or "". */
async function use({ passkey: path, adds, next }) {
  const add = Boolean(adds)
  const asked = await call(path, { body: { add } })
  if (!asked.body?.options) return sentenceOf(asked.error)
  const { options, setup } = asked.body
  let credential
  try {
    credential = add
      ? await navigator.credentials.create({ publicKey: toMake(options) })
      : await navigator.credentials.get({ publicKey: toPresent(options) })
  } catch {
    return t("The passkey was not used. Please try again.")
  }
  const { body, error } = await call(path, { body: { setup, add, credential: asJson(credential) } })
  if (!body?.signed_in) return sentenceOf(error)
  if (body.recovery_codes.length) show(body.recovery_codes)
  else location.assign(next)
  return ""
}

function show(codes) {
  const section = /** @type {HTMLElement} */ (document.querySelector("#recovery"))
  section.querySelector("ul")?.replaceChildren(...codes.map(code => {
    const item = document.createElement("li")
    item.append(Object.assign(document.createElement("code"), { textContent: code, dir: "ltr" }))
    return item
  }))
  for (const other of document.querySelectorAll("#main > :not(h1, #recovery)")) other.remove()
  section.hidden = false
  section.focus()
}

function toMake(options) {
  return {
    ...options, challenge: bytes(options.challenge), user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: options.excludeCredentials.map(known),
  }
}

function toPresent(options) {
  return { ...options, challenge: bytes(options.challenge), allowCredentials: options.allowCredentials.map(known) }
}

function known(one) {
  return { ...one, id: bytes(one.id) }
}

/** As the server reads it. Browsers before 2025 have no `toJSON`. */
function asJson({ id, type, rawId, response }) {
  const told = {}
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) told[name] = base64url(response[name])
  }
  return { id, type, rawId: base64url(rawId), response: told }
}

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"))
  return Uint8Array.from(plain, letter => letter.charCodeAt(0))
}

function base64url(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer))
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")
}
