// Buttons for whoever has the mouse: they come when it moves and go again. Every one has a key.
import { html, useEffect, useState } from "../core/html.js"
import { IS_RIGHT_TO_LEFT, t, tc } from "../core/language.js"
import { qrShown } from "./qr.js"
import { hasSound, sound, toggleSound } from "./sound.js"
import { toggleTheme } from "./theme.js"

const STAY = 3000
const VIEWS = [
  ["statement", t("Statement"), "s"], ["gallery", t("Reports"), "r"], ["news", t("News"), "n"], ["theme", t("Theme"), "t"], ["blank", t("Nothing"), "x"],
]

/** `turning` turns the pages of what is shown; there are `count` of them. @param {Props} props */
export function Controls({ shown, turning, count }) {
  const awake = useMouse()
  return html`<nav class=${awake ? "wall-controls wall-controls--awake" : "wall-controls"} aria-label=${t("Wall")}>
    ${count > 1 && html`<button type="button" class="button button--quiet" onClick=${() => turning.turn(-1)}>${`‹ ${tc("to the page before", "Back")}`}</button>
      <button type="button" class="button button--quiet" onClick=${() => turning.turn(1)}>${`${tc("a button", "Next")} ›`}</button>`}
    ${VIEWS.map(([view, name, key]) => shown.has(view) && html`<button type="button" class="button button--quiet"
      aria-pressed=${shown.view.value === view} onClick=${() => shown.toggle(view)}>${name} (${key})</button>`)}
    <button type="button" class="button button--quiet" onClick=${toggleQr}>${`${t("QR code")} (q)`}</button>
    ${hasSound && html`<button type="button" class="button button--quiet" aria-pressed=${sound.value !== "off"} onClick=${toggleSound}>${`${t("Sound")} (b)`}</button>`}
    <button type="button" class="button button--quiet" onClick=${toggleTheme}>${`${t("Dark or light")} (d)`}</button>
    <button type="button" class="button button--quiet" onClick=${toggleFull}>${`${t("Full screen")} (f)`}</button>
  </nav>`
}

/** Listens for keys; returns how to stop. */
export function keys(turning, shown) {
  const on = IS_RIGHT_TO_LEFT ? -1 : 1
  const acts = {
    q: toggleQr, b: toggleSound, d: toggleTheme, f: toggleFull, ...Object.fromEntries(VIEWS.map(([view, , key]) => [key, () => shown.toggle(view)])),
    Escape: () => { qrShown.value = false },
    ArrowRight: () => turning.turn(on), ArrowLeft: () => turning.turn(-on),
    PageDown: () => turning.turn(1), PageUp: () => turning.turn(-1),
  }
  const listen = event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    acts[event.key.length === 1 ? event.key.toLowerCase() : event.key]?.()
  }
  addEventListener("keydown", listen)
  return () => removeEventListener("keydown", listen)
}

function toggleQr() {
  qrShown.value = !qrShown.value
}

function toggleFull() {
  if (document.fullscreenElement) document.exitFullscreen?.()
  else document.documentElement.requestFullscreen?.().catch(() => {})
}

function useMouse() {
  const [awake, setAwake] = useState(false)
  useEffect(() => {
    let timer = null
    const wake = () => {
      setAwake(true)
      document.body.classList.add("has-mouse")
      clearTimeout(timer)
      timer = setTimeout(() => {
        setAwake(false)
        document.body.classList.remove("has-mouse")
      }, STAY)
    }
    addEventListener("mousemove", wake)
    return () => removeEventListener("mousemove", wake)
  }, [])
  return awake
}
