// The host's page: with the host's cookie straight to the desk, otherwise the pass of a link or the key first.
import { html, render } from "../core/html.js"
import { createGathering } from "../core/gathering.js"
import { connect } from "../core/connection.js"
import { createOutbox } from "../core/outbox.js"
import { takenFromAddress } from "../core/server_key.js"
import { createDesk } from "./desk.js"
import { Frame } from "./frame.js"
import { exchange, Gate } from "./gate.js"

const state = JSON.parse(document.getElementById("state").textContent)
const root = document.getElementById("app")
const { code } = state.page

start()

async function start() {
  const pass = takenFromAddress("pass")
  // Used up in any case: it stays in the browser's history, and must be worth nothing there.
  /** @type {any} */
  const answer = pass ? await exchange(code, { pass }) : {}
  if (answer.token) return enter(answer)
  if (state.page.is_host) return open(state, null, state.page)
  render(html`<${Gate} about=${state.gathering} code=${code} problem=${answer.problem} given=${answer.again ? `#pass=${pass}` : ""}
    onOpen=${enter} />`, root)
}

/** With what the page could not know before the key was said. */
function enter({ state: fresh, token, keeping }) {
  open(fresh, token, { ...state.page, keeping })
}

function open(fresh, given, page) {
  // The cookie follows a new host key by itself; the token is for browsers that refuse cookies.
  const token = navigator.cookieEnabled ? null : given
  const g = createGathering(fresh)
  let desk = null
  const connection = connect({
    code, token, g, as: "host",
    onBell: bell => desk?.heard(bell),
    onPresence: ({ here }) => { if (desk) desk.here.value = here },
  })
  const outbox = createOutbox({ key: `${code}.host`, connection })
  desk = createDesk({ code, token, g, connection, outbox, page })
  render(html`<${Frame} desk=${desk} />`, root)
}
