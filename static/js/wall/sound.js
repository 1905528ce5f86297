// A soft sound for bells on this computer, made by the page. Off until somebody turns it on here.
import { signal } from "../core/html.js"
import { keep, recall } from "../core/storage.js"

const KEY = "wall.sound"
const TAPS = ["pointerdown", "keydown"]
const LOUDNESS = 0.25
/** A tone and its twelfth, which fades sooner: a small bowl that is struck once. Frequency, share, seconds. */
const PARTIALS = [[523.25, 1, 3.5], [1567.98, 0.3, 1.8]]

/** "off", "on", or "waiting": browsers play nothing on a page before somebody taps it or presses a key. */
export const sound = signal("off")

export const hasSound = "AudioContext" in window

let audio = null

/** Turns it on again where it was on. */
export function keepSound() {
  if (hasSound && recall(KEY)) turnOn()
}

export function toggleSound() {
  if (!hasSound) return
  const on = sound.value === "off"
  keep(KEY, on)
  if (on) turnOn().then(chime)
  else turnOff()
}

/** Rings softly, if sound is on. */
export function chime() {
  if (sound.value !== "on") return
  const start = audio.currentTime
  for (const [frequency, share, seconds] of PARTIALS) {
    const tone = audio.createOscillator()
    const volume = audio.createGain()
    tone.frequency.value = frequency
    volume.gain.setValueAtTime(0, start)
    volume.gain.linearRampToValueAtTime(LOUDNESS * share, start + 0.01)
    volume.gain.exponentialRampToValueAtTime(0.0001, start + seconds)
    tone.connect(volume).connect(audio.destination)
    tone.start(start)
    tone.stop(start + seconds)
  }
}

async function turnOn() {
  sound.value = "waiting"
  audio ??= new AudioContext()
  audio.onstatechange = follow
  for (const event of TAPS) addEventListener(event, resume)
  await resume()
}

function turnOff() {
  sound.value = "off"
  for (const event of TAPS) removeEventListener(event, resume)
}

/** A computer that slept, or another program, may have stopped it: the next tap starts it again. */
async function resume() {
  await audio.resume().catch(() => {})
  follow()
}

function follow() {
  if (sound.value !== "off") sound.value = audio.state === "running" ? "on" : "waiting"
}
