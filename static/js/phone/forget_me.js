// Forget me: what goes is said first, and asked once more before it goes.
import { html, useSignal } from "../html.js"
import { forget, keysOf } from "../storage.js"

export function ForgetMe({ phone }) {
  const open = useSignal(false)
  const words = useSignal(false)
  const busy = useSignal(false)
  const problem = useSignal("")
  if (!open.value) {
    return html`<section class="stack stack--tight"><h2>Forget me</h2>
      <p>Your name, your contact and what you marked can be taken out of this gathering for good.</p>
      <p><button class="button button--quiet" onClick=${() => { open.value = true }}>Forget me…</button></p></section>`
  }
  const go = async event => {
    event.preventDefault()
    busy.value = true
    problem.value = await erase(phone, words.value)
    busy.value = false
  }
  return html`<form class="stack stack--tight" onSubmit=${go} aria-labelledby="forget-title">
    <h2 id="forget-title">Forget me</h2>
    <p>Your name and contact, names that you typed for others, and what you marked are erased from the server, its log and
      its safety copies. This cannot be undone. Who takes part again begins as somebody new.</p>
    <fieldset class="field stack stack--tight"><legend>What I wrote</legend>
      <label><input type="radio" name="words" checked=${!words.value} onChange=${() => { words.value = false }} />
        My topics and notes stay, without my name</label>
      <label><input type="radio" name="words" checked=${words.value} onChange=${() => { words.value = true }} />
        My topics, notes and pictures go, too</label>
      <span class="hint">What others wrote on your topics stays, under “Untitled”.</span>
    </fieldset>
    <p class="hint">What somebody has downloaded or printed already is out of reach.</p>
    <p class="error" role="alert">${problem}</p>
    <div class="row">
      <button class="button button--danger" disabled=${busy}>${busy.value ? "Forgetting…" : "Forget me for good"}</button>
      <button type="button" class="button button--quiet" onClick=${() => { open.value = false }}>Leave it as it is</button>
    </div>
  </form>`
}

/** A sentence about what went wrong; else the page begins anew, with nothing kept on this phone. */
async function erase(phone, words) {
  const headers = { "Content-Type": "application/json", ...(phone.token && { Authorization: `Bearer ${phone.token}` }) }
  const response = await fetch(`/api/${phone.code}/erase`, { method: "POST", headers, body: JSON.stringify({ words }) }).catch(() => null)
  const answer = await response?.json().catch(() => null)
  if (!answer?.erased) return answer?.error?.message ?? "The gathering cannot be reached just now. Nothing was erased: please try again."
  const ours = keysOf("").map(key => [key, key.split(".")]).filter(([, parts]) => parts.includes(phone.code) && !parts.includes("host"))
  for (const [key] of ours) forget(key)
  location.replace(`/${phone.code}`)
  return ""
}
