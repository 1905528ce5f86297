// The host's page: with the host's cookie at once, otherwise after the pass of a link or the host key.
import { html, render } from "../core/html.js"
import { pageAnsweredAt } from "../core/clock.js"
import { createGathering } from "../core/gathering.js"
import { t } from "../core/language.js"
import { openApp } from "../core/open_app.js"
import { takenFromAddress } from "../core/address.js"
import { forgetVisit, rememberVisit } from "../core/visited.js"
import { AnnouncePage } from "./announce_page.js"
import { TypePage } from "./type_page.js"
import { createHost } from "./host.js"
import { Frame } from "./frame.js"
import { exchange, Login } from "./login.js"

/** The pages for helpers, by the view that the server names. */
const PAGES = { announce: AnnouncePage, type: TypePage }

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
  forgetVisit(code, "host")
  render(html`<${Login} about=${state.gathering} code=${code} problem=${answer.problem} given=${answer.again ? `#pass=${pass}` : ""}
    onOpen=${enter} />`, root)
}

/** With what the page could not know before the key was said. */
function enter({ state: fresh, token, keeping }) {
  open(fresh, token, { ...state.page, keeping })
}

function open(fresh, given, page) {
  // The cookie follows a new host key by itself; the token is for browsers that refuse cookies.
  const token = navigator.cookieEnabled ? null : given
  rememberVisit(code, "host")
  const host = openApp({
    code, token, as: "host", g: createGathering(fresh, fresh === state ? pageAnsweredAt() : Date.now()), key: `${code}.host`, page, create: createHost, onEnded: ended,
    onPresence: (app, presence) => app.onPresence(presence),
  })
  render(html`<${PAGES[page.view] ?? Frame} host=${host} />`, root)
}

/** The key was replaced, or this browser signed out in another tab. What is not sent yet stays here until the key is typed. */
function ended() {
  // Perhaps its second factor has to be shown again: then the server answers with that page.
  if (state.page.second_factor) return location.reload()
  forgetVisit(code, "host")
  render(html`<${Login} key="ended" about=${state.gathering} code=${code} onOpen=${() => location.reload()}
    problem=${t("This browser is not host any more: the host key was replaced. Type the new key, or open a link from a device that is host.")} />`, root)
}
