// Paper for bright rooms, dark for dark ones: ?theme=dark, key d, remembered on this machine.
import { keep, recall } from "../core/storage.js"

const root = document.documentElement
let key = "wall.theme"

/** `otherwise` is the theme of a machine that was never asked; "" follows the system. */
export function keepTheme(name = key, otherwise = "light") {
  key = name
  const asked = new URLSearchParams(location.search).get("theme")
  if (["dark", "light"].includes(asked)) setTheme(asked)
  else show(recall(key, otherwise))
}

export function toggleTheme() {
  setTheme(root.dataset.theme === "dark" ? "light" : "dark")
}

function setTheme(theme) {
  show(theme)
  keep(key, theme)
}

function show(theme) {
  if (theme) root.dataset.theme = theme
}
