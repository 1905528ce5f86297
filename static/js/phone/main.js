// Starts the phone's page: finds out who this phone is, then shows the gathering.
import { html, render, signal } from "../core/html.js"
import { pageAnsweredAt } from "../core/clock.js"
import { createGathering } from "../core/gathering.js"
import { openApp } from "../core/open_app.js"
import { takenFromAddress } from "../core/address.js"
import { forget, onOtherTab, recall } from "../core/storage.js"
import { rememberVisit } from "../core/visited.js"
import { createPhone, sessionIn } from "./phone.js"
import { Frame } from "./frame.js"
import { HelpHere, Welcome } from "./welcome.js"
import { clearAll, resume, join, joinWithPass, tokenOf } from "./identity.js"
import { Ended } from "./ended.js"
import { loadSoon, PassQuestion } from "./on_demand.js"

const state = JSON.parse(document.getElementById("state").textContent)
const root = document.getElementById("app")
const { code } = state.page
const g = createGathering(state, pageAnsweredAt())

// Links of earlier versions carried a token, which is not accepted any more.
takenFromAddress("me")
const pass = takenFromAddress("pass")
if (pass) askAbout(pass)
else start()

/** A link may come from anybody: nothing is used up, and nobody replaced, before the person says yes. */
function askAbout(pass) {
  const isSomebody = !!(g.me.value || recall(`me.${code}`))
  show(html`<main id="main" class="welcome stack"><${HelpHere} g=${g} /><${PassQuestion} g=${g} isSomebody=${isSomebody} onNo=${start} onYes=${async () => {
    const { token, problem } = await joinWithPass(code, pass, g)
    if (problem) return problem
    open(token)
    return null
  }} /></main>`)
}

async function start() {
  if (g.me.value) return open(tokenOf(code, g.me.value.id))
  const busy = signal(true)
  const wasForgotten = takenFromAddress("forgotten") !== null
  show(html`<${Welcome} g=${g} page=${state.page} to=${sessionIn(location.pathname)} busy=${busy} wasForgotten=${wasForgotten} onJoin=${enter} />`)
  const token = await resume(code, g)
  if (token && g.me.value) return open(token)
  busy.value = false
}

/** The one button of the welcome: resolves to `{problem, why}` when it did not work. */
async function enter(who) {
  const { token, ...refused } = await join(code, who, g)
  if (!refused.problem) open(token)
  return refused
}

/** `token` is null where the cookie is all that this browser has; then the page says whom it takes itself for. */
function open(token) {
  const me = g.me.value.id
  rememberVisit(code, "person")
  const phone = openApp({
    code, token, as: token ? null : me, g, key: `${code}.${me}`, page: state.page, create: createPhone, onEnded: ended,
  })
  show(html`<${Frame} phone=${phone} />`)
  loadSoon(phone)
  const follow = takenFromAddress("follow")
  if (follow) phone.open("companion", { enters: true, given: follow })
  const convene = takenFromAddress("convene")
  if (convene) phone.open("convening", { enters: true, given: convene })
  scrollTo(0, 0)
  // Another tab signed out, became somebody else, or holds the newer token.
  onOtherTab(`me.${code}`, () => {
    const kept = recall(`me.${code}`)
    if (kept?.person !== me || kept.token !== phone.token) location.reload()
  })

  function ended(error) {
    const newer = tokenOf(code, me)
    if (newer && newer !== phone.token) return location.reload()
    if (error.ended) clearAll(code)
    forget(`copy.${code}`)
    show(html`<${Ended} g=${g} error=${error} />`)
  }
}

function show(view) {
  root.removeAttribute("aria-busy")
  render(view, root)
}
