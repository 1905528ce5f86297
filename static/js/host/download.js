// A file that takes seconds to make says so: it is asked for first, and fetched from the shelf when it is there.
import { html, useState } from "../core/html.js"

export function Download({ href, name, quiet = true }) {
  const [state, setState] = useState("")
  const take = async event => {
    event.preventDefault()
    if (state === "busy") return
    setState("busy")
    const made = await fetch(href, { method: "HEAD" }).catch(() => null)
    setState(made?.ok ? "" : "failed")
    if (made?.ok) save(href)
  }
  return html`
    <a class=${`button ${quiet ? "button--quiet" : ""}`} download href=${href} aria-busy=${state === "busy"} onClick=${take}>${name}</a>
    <span role="status" class=${state === "failed" ? "error" : "soft"}>${state === "busy" ? " being made…"
      : state === "failed" ? " could not be made just now. Please try again." : ""}</span>`
}

function save(href) {
  const link = Object.assign(document.createElement("a"), { href, download: "" })
  document.body.append(link)
  link.click()
  link.remove()
}
