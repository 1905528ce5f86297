// Paper for bright rooms, dark for dark ones: ?theme=dark, key d, remembered on this machine.
import { keep, recall } from "../storage.js"

const root = document.documentElement

export function keepTheme() {
  const asked = new URLSearchParams(location.search).get("theme")
  setTheme(["dark", "light"].includes(asked) ? asked : recall("wall.theme", root.dataset.theme || "light"))
}

export function toggleTheme() {
  setTheme(root.dataset.theme === "dark" ? "light" : "dark")
}

function setTheme(theme) {
  root.dataset.theme = theme
  keep("wall.theme", theme)
}
