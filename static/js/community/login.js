// Redeems the pass of a host's link. It is in the fragment, which browsers do not send.
import { call } from "../core/api.js"
import { sentenceOf } from "../core/refusals.js"

const [, pass] = location.hash.split("#pass=")
const here = location.pathname.replace(/\/host$/, "")

if (pass) {
  history.replaceState(null, "", location.pathname)
  const { body, error } = await call(`/api${here}/host`, { body: { pass } })
  if (body?.token) location.reload()
  else {
    const problem = document.querySelector("#problem")
    problem.textContent = sentenceOf(error)
    problem.removeAttribute("hidden")
  }
}
