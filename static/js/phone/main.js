// The phone page: who am I, then the gathering.
import { html, render, signal } from "../html.js"
import { createGathering } from "../gathering.js"
import { connect } from "../connection.js"
import { createOutbox } from "../outbox.js"
import { createPhone } from "./phone.js"
import { Frame } from "./frame.js"
import { Welcome } from "./welcome.js"
import { comeBack, join, remember, takePersonalLink } from "./identity.js"

const state = JSON.parse(document.getElementById("state").textContent)
const root = document.getElementById("app")
const { code } = state.page
const g = createGathering(state)

start()

async function start() {
  // A personal link moves its person to this device, whoever was here before.
  const given = takePersonalLink()
  if (g.me.value && !given) return open(remember(code, g.me.value.id, state.page.token))
  const busy = signal(true)
  show(html`<${Welcome} g=${g} busy=${busy} onJoin=${enter} />`)
  const token = await comeBack(code, given, g)
  if (token && g.me.value) return open(token)
  busy.value = false
}

/** The one button of the welcome: resolves to `{problem, why}` when it did not work. */
async function enter(who) {
  const { token, ...refused } = await join(code, who, g)
  if (!refused.problem) open(token)
  return refused
}

function open(token) {
  let phone = null
  const connection = connect({ code, token, g, onBell: bell => phone?.ring(bell) })
  const outbox = createOutbox({ key: `${code}.${g.me.value.id}`, connection })
  phone = createPhone({ code, token, g, connection, outbox, page: state.page })
  show(html`<${Frame} phone=${phone} />`)
  scrollTo(0, 0)
}

function show(view) {
  root.removeAttribute("aria-busy")
  render(view, root)
}
