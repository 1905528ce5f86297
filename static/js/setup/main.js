// The set-up page: the form, kept as a draft; then the links of the gathering that it opened.
import { html, render, signal, useEffect, useState } from "../core/html.js"
import { t, tn } from "../core/language.js"
import { forgetDraft, recallDraft } from "./draft.js"
import { rememberVisit } from "../core/visited.js"
import { rememberServerKey, takeServerKey } from "./server_key.js"
import { open, problems } from "./submit.js"
import { Basics } from "./basics.js"
import { Field } from "../ui/field.js"
import { More } from "./more.js"
import { Opened } from "./opened.js"
import { Rooms } from "./rooms.js"
import { Times } from "./times.js"

const { page } = JSON.parse(document.getElementById("state").textContent)
const usual = { ...page.usual, principles: page.usual.principles.join("\n") }
const OPENED = "openspace.opened"
const draft = recallDraft()
const opened = signal(justOpened())
const key = signal(takeServerKey() ?? "")
// The link that the server printed brings the key: nobody needs to see it.
const isGiven = key.value !== ""

render(html`<${Page} />`, document.getElementById("app"))

function Page() {
  if (!opened.value) return html`<${Form} />`
  return html`<${Opened} opened=${opened.value} again=${() => remember(null)} />`
}

function Form() {
  const [errors, setErrors] = useState(/** @type {Record<string, string>} */ ({}))
  // What the last press of the button found. Typing changes the errors, but moves no focus.
  const [found, setFound] = useState({})
  const [busy, setBusy] = useState(false)
  // `given` may be a function of the draft: several changes can come before this page is drawn again.
  const change = given => {
    const patch = typeof given === "function" ? given(draft.value) : given
    draft.value = { ...draft.value, ...patch }
    // No error is shown for a field while it is being corrected.
    setErrors(old => Object.fromEntries(Object.entries(old).filter(([id]) => !(id.split(".")[0] in patch))))
  }
  const refuse = found => {
    setErrors(found)
    setFound(found)
  }
  const submit = async event => {
    event.preventDefault()
    const wrong = problems(draft.value)
    if (page.needs_key && !key.value.trim()) wrong.key = t("This server asks for its key before it opens a gathering.")
    if (Object.keys(wrong).length) return refuse(wrong)
    setBusy(true)
    const answer = await open(draft.value, page.needs_key ? key.value.trim() : null)
    setBusy(false)
    if (answer.errors) return refuse(answer.errors)
    remember({ ...answer.opened, title: draft.value.title.trim() })
    rememberVisit(answer.opened.code, "host")
    forgetDraft(draft)
  }
  useEffect(() => showFirst(found), [found])
  const shared = { draft: draft.value, change, errors }
  return html`
    <main id="main" class="sheet-page">
      <h1>${t("Set up a gathering")}</h1>
      <p class="lead">${t("Only the title is needed. All but the time zone can be changed later, also while the gathering runs.")}</p>
      <form onSubmit=${submit} noValidate>
        ${page.needs_key && (!isGiven || errors.key) && html`
          <${Field} id="key" label=${t("Key of this server")} type="password" autocomplete="off" value=${key.value}
            error=${errors.key} hint=${t("It was printed where the server was started. Without it, no gathering can be opened here.")}
            onInput=${value => { key.value = value; rememberServerKey(value) }} />`}
        <${Basics} ...${shared} />
        <${Times} ...${shared} />
        <${Rooms} rooms=${draft.value.rooms} language=${draft.value.language} change=${rooms => change({ rooms })} errors=${errors} />
        <${More} ...${shared} usual=${usual} />
        <div class="finish">
          <${Summary} errors=${errors} />
          <button class="button button--big" disabled=${busy}>${busy ? t("Opening…") : t("Open the gathering")}</button>
          <button type="button" class="button button--quiet" onClick=${startOver}>${t("Start over")}</button>
          <p class="hint">${t("What you type is kept in this browser until the gathering is open.")}</p>
        </div>
      </form>
    </main>`
}

function Summary({ errors }) {
  const count = Object.keys(errors).filter(id => id !== "form").length
  return html`
    <div role="alert" class="finish__errors">
      ${errors.form && html`<p class="error" id="form-error">${errors.form}</p>`}
      ${count > 0 && html`<p class="error">${count === 1 ? t("One field above needs attention.")
        : tn("{n} field above needs attention.", "{n} fields above need attention.", count)}</p>`}
    </div>`
}

function showFirst(errors) {
  const first = document.querySelector("[aria-invalid=true]") ?? document.querySelector("p.error[tabindex]")
  if (!Object.keys(errors).length || !(first instanceof HTMLElement)) return
  first.focus()
  // WebKit scrolls only the caret into view, and leaves the label outside.
  first.scrollIntoView({ block: "center" })
}

function startOver() {
  if (confirm(t("Empty the whole form?"))) forgetDraft(draft)
}

// The host link survives an accidental reload, and is forgotten with this tab.
function justOpened() {
  try { return JSON.parse(sessionStorage.getItem(OPENED)) } catch { return null }
}

function remember(gathering) {
  opened.value = gathering
  try {
    if (gathering) sessionStorage.setItem(OPENED, JSON.stringify(gathering))
    else sessionStorage.removeItem(OPENED)
  } catch { /* storage refused: it stays on the screen */ }
}
