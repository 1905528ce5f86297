// The form for the host key, where a browser has no host's cookie. The key is never part of an address.
import { call } from "../core/api.js"
import { html, useState } from "../core/html.js"
import { t, tc } from "../core/language.js"
import { sentenceOf } from "../core/refusals.js"
import { Field } from "../ui/field.js"
import { HelpLink } from "../ui/help_link.js"

export function Login({ about, code, problem = "", given = "", onOpen }) {
  const [typed, setTyped] = useState(given)
  const [error, setError] = useState(problem)
  const [busy, setBusy] = useState(false)
  const submit = async event => {
    event.preventDefault()
    if (!typed.trim()) return setError(t("Type or paste the key that was shown when the gathering was opened."))
    setBusy(true)
    const answer = await exchange(code, keyWithin(typed))
    setBusy(false)
    if (answer.token) onOpen(answer)
    else setError(answer.problem)
  }
  return html`
    <header class="login__top"><${HelpLink} code=${code} /></header>
    <main id="main" class="login">
      <p class="login__what">${t("The host’s page of")}</p>
      <h1><bdi>${about.title}</bdi></h1>
      <form class="paper stack" onSubmit=${submit} noValidate>
        <${Field} id="key" label=${t("Host key")} type="password" value=${typed} onInput=${setTyped} error=${error}
          autocomplete="off" spellcheck=${false}
          hint=${t("It was shown once, when the gathering was opened. A device that is host already can make a link for this one.")} />
        <button class="button" disabled=${busy}>${busy ? t("Opening…") : tc("on a button", "Open")}</button>
      </form>
      <p><a href=${`/${code}`}>${t("I am here to take part")}</a></p>
    </main>`
}

/** `{token, state, keeping}` as the host sees it, or `{problem}`: a sentence, with `again` where nobody answered. `credential` is `{host_key}` or `{pass}`. */
export async function exchange(code, credential) {
  const { body: answer, status, error } = await call(`/api/${code}/host`, { body: credential })
  if (answer?.second_factor) {
    location.assign(`/${code}/host/factor`)
    return await new Promise(() => {})  // until that page is there
  }
  if (!answer?.token) return { again: !status, problem: sentenceOf(error) }
  const { ok, body: state } = await call(`/api/${code}/state`, { as: "host", token: answer.token })
  return ok ? { token: answer.token, state, keeping: answer.keeping } : { problem: sentenceOf({ code: "not_loaded" }) }
}

/** What was typed: the key, or the link of another device. */
function keyWithin(typed) {
  const [, pass] = typed.split("#pass=")
  return pass ? { pass: pass.trim() } : { host_key: typed.trim() }
}
