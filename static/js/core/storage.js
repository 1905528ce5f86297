// localStorage, or memory where it throws, as in private windows and on full disks. What is in memory lasts as long
// as the page is open, and the signal `refused` is true then.
import { signal } from "./html.js"

const PREFIX = "openspace."
const memory = new Map()

export const refused = signal(false)

/** The value kept under `key`, or `otherwise`. Values are JSON. */
export function recall(key, otherwise = null) {
  const text = memory.get(key) ?? attempt(() => localStorage.getItem(PREFIX + key))
  if (text === null || text === undefined) return otherwise
  try { return JSON.parse(text) } catch { return otherwise }
}

export function keep(key, value) {
  const text = JSON.stringify(value)
  const stored = attempt(() => (localStorage.setItem(PREFIX + key, text), true))
  if (stored) memory.delete(key)
  else memory.set(key, text)
}

export function forget(key) {
  memory.delete(key)
  attempt(() => localStorage.removeItem(PREFIX + key))
}

/** All keys that begin with `start`, of memory and of storage. */
export function keysOf(start) {
  const stored = attempt(() => Object.keys(localStorage)) ?? []
  const ours = stored.filter(key => key.startsWith(PREFIX)).map(key => key.slice(PREFIX.length))
  return [...new Set([...ours, ...memory.keys()])].filter(key => key.startsWith(start))
}

/** Calls `fn(key)` when another tab changed something that begins with `start`. */
export function onOtherTab(start, fn) {
  addEventListener("storage", event => {
    if (event.key?.startsWith(PREFIX + start)) fn(event.key.slice(PREFIX.length), event.newValue)
  })
}

/** Keeps a value for the next page of this tab, and nowhere else. */
export function handOver(key, value) {
  session(store => store.setItem(PREFIX + key, JSON.stringify(value)))
}

/** What the page before handed over, once; else `otherwise`. */
export function takeOver(key, otherwise) {
  const text = session(store => store.getItem(PREFIX + key))
  session(store => store.removeItem(PREFIX + key))
  return text ? JSON.parse(text) : otherwise
}

/** A name for this tab: the same after a reload, another in another tab. */
export function tabName() {
  const named = session(store => store.getItem(PREFIX + "tab"))
  if (named) return named
  const name = randomId()
  session(store => store.setItem(PREFIX + "tab", name))
  return name
}

/** 128 random bits as text. Plain http on a LAN has no crypto.randomUUID. */
export function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).join("")
}

function attempt(fn) {
  try {
    return fn()
  } catch {
    refused.value = true
    return null
  }
}

function session(fn) {
  try { return fn(sessionStorage) } catch { return null }
}

// Asked once at the start, so that the welcome can say it before anything is lost.
attempt(() => {
  localStorage.setItem(PREFIX + "try", "1")
  localStorage.removeItem(PREFIX + "try")
})
