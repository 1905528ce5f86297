// Searches a community's books while somebody types. The server draws the results, as it does without scripts.
import { t } from "../core/language.js"

const PAUSE_MS = 200

const form = /** @type {HTMLFormElement} */ (document.getElementById("search"))
const field = /** @type {HTMLInputElement} */ (document.getElementById("q"))
const statusLine = /** @type {HTMLElement} */ (document.getElementById("search-status"))
const results = /** @type {HTMLElement} */ (document.getElementById("results"))

let shown = addressOf()
let timer = 0
/** @type {XMLHttpRequest | null} */
let asked = null

form.addEventListener("input", event => {
  clearTimeout(timer)
  if (!(event instanceof InputEvent && event.isComposing)) timer = setTimeout(search, PAUSE_MS)
})
form.addEventListener("compositionend", () => { timer = setTimeout(search, PAUSE_MS) })
form.addEventListener("submit", event => { event.preventDefault(); clearTimeout(timer); search() })
document.addEventListener("keydown", moveAmongResults)

function addressOf() {
  const filled = [...new FormData(form)].filter(([, value]) => value !== "")
  return `${form.action}?${new URLSearchParams(/** @type {[string, string][]} */ (filled))}`
}

function search() {
  const address = addressOf()
  asked?.abort()
  asked = null
  if (address === shown) return
  const request = asked = new XMLHttpRequest()
  // A document that is parsed like a page, because the page's policy forbids to turn text into HTML.
  request.responseType = "document"
  request.onload = () => show(request.responseXML, address)
  request.onerror = () => say(t("No connection. Please try again."), true)
  request.open("GET", address)
  request.send()
}

/** @param {Document | null} page  @param {string} address */
function show(page, address) {
  const [said, found] = ["search-status", "results"].map(id => page?.getElementById(id))
  if (!said || !found) return say(t("This cannot be read just now. Please try again in a moment."), true)
  shown = address
  history.replaceState(null, "", address)
  results.replaceChildren(...document.importNode(found, true).childNodes)
  say(said.textContent?.trim() ?? "", said.classList.contains("error"))
}

/** @param {string} words  @param {boolean} isError */
function say(words, isError) {
  statusLine.textContent = words
  statusLine.classList.toggle("error", isError)
}

/** The arrow keys go from the field through the results, and back. @param {KeyboardEvent} event */
function moveAmongResults(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  const stops = [field, .../** @type {NodeListOf<HTMLElement>} */ (results.querySelectorAll(".result__title"))]
  const at = stops.indexOf(/** @type {HTMLElement} */ (document.activeElement))
  const next = step && at >= 0 && stops[at + step]
  if (!next) return
  event.preventDefault()
  next.focus()
}
