// Buttons for whoever has the mouse: they come when it moves and go again. Every one has a key.
import { html, useEffect, useState } from "../core/html.js"
import { qrShown } from "./qr.js"
import { toggleTheme } from "./theme.js"

const STAY = 3000

export function Controls({ stage }) {
  const awake = useMouse()
  const several = stage.pages.value.length > 1
  return html`<nav class=${awake ? "wall-controls wall-controls--awake" : "wall-controls"} aria-label="Wall">
    ${several && html`<button type="button" class="button button--quiet" onClick=${() => stage.turning.turn(-1)}>‹ Back</button>
      <button type="button" class="button button--quiet" onClick=${() => stage.turning.turn(1)}>Next ›</button>`}
    <button type="button" class="button button--quiet" onClick=${toggleQr}>QR code (q)</button>
    <button type="button" class="button button--quiet" onClick=${toggleTheme}>Dark or light (d)</button>
    <button type="button" class="button button--quiet" onClick=${toggleFull}>Full screen (f)</button>
  </nav>`
}

/** Listens for keys; returns how to stop. */
export function keys(stage) {
  const acts = {
    q: toggleQr, d: toggleTheme, f: toggleFull,
    Escape: () => { qrShown.value = false },
    ArrowRight: () => stage.turning.turn(1), ArrowLeft: () => stage.turning.turn(-1),
    PageDown: () => stage.turning.turn(1), PageUp: () => stage.turning.turn(-1),
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
