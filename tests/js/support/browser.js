// What the modules expect of a browser, as little of it as they use. Import it first.
import { setMaxListeners } from "node:events"
import { readFileSync } from "node:fs"
import { mock } from "node:test"

export const window_ = new EventTarget()
setMaxListeners(0, window_)

class Store {
  #kept = new Map()
  refuses = false

  getItem(key) { this.#guard(); return this.#kept.get(key) ?? null }
  setItem(key, value) { this.#guard(); this.#kept.set(key, String(value)); this[key] = value }
  removeItem(key) { this.#guard(); this.#kept.delete(key); delete this[key] }
  clear() { for (const key of this.#kept.keys()) this.removeItem(key) }
  #guard() { if (this.refuses) throw new Error("refused") }
}

/** What counts as a report, and examples. */
export const reports = JSON.parse(readFileSync(new URL("../../support/reports.json", import.meta.url), "utf8"))

/** As much of the vocabulary in the shell of a page as modules read when they start. */
const vocabulary = JSON.stringify({ note_kinds: [], evidence_groups: [], slot_kinds: [], report: reports.definition })

const provided = {
  document: Object.assign(new EventTarget(), { hidden: false, documentElement: { lang: "en-GB", dir: "" }, getElementById: () => ({ textContent: vocabulary }) }),
  localStorage: new Store(),
  sessionStorage: new Store(),
  navigator: { onLine: true },
  location: { reload() {}, origin: "http://localhost" },
  matchMedia: () => ({ matches: false, addEventListener() {}, removeEventListener() {} }),
  addEventListener: window_.addEventListener.bind(window_),
  removeEventListener: window_.removeEventListener.bind(window_),
}
for (const [name, value] of Object.entries(provided)) {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
}

// A module's own interval must not keep the process of a test from ending.
const interval = globalThis.setInterval
Object.assign(globalThis, { setInterval: (...given) => interval(...given).unref() })

/** Stops all clocks at `start`; they go on with `pass(ms)`. */
export function stopClocks(start = "2026-03-05T10:00:00Z") {
  mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"], now: Date.parse(start) })
  const begun = Date.now()
  performance.now = () => Date.now() - begun
}

/** Lets time pass in small steps, so that promises settle between timers as they do in a browser. */
export async function pass(ms) {
  for (let left = ms; left > 0; left -= 50) {
    mock.timers.tick(Math.min(50, left))
    await settled()
  }
}

/** Waits until promises that need no timer have settled. */
export async function settled() {
  for (let i = 0; i < 8; i++) await Promise.resolve()
  await new Promise(resolve => setImmediate(resolve))
}
