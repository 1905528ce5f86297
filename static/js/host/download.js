// A file that takes seconds to make says so: the server makes it first, then it is fetched from the cache.
import { t } from "../core/language.js"
import { call } from "../core/api.js"
import { html, useState } from "../core/html.js"

export function Download({ href, name, quiet = true }) {
  const [state, setState] = useState("")
  const take = async event => {
    event.preventDefault()
    if (state === "busy") return
    setState("busy")
    const { ok } = await call(href, { method: "HEAD" })
    setState(ok ? "" : "failed")
    if (ok) save(href)
  }
  return html`
    <a class=${`button ${quiet ? "button--quiet" : ""}`} download href=${href} aria-busy=${state === "busy"} onClick=${take}>${name}</a>
    <span role="status" class=${state === "failed" ? "error" : "soft"}>${state === "busy" ? ` ${t("being made…")}`
      : state === "failed" ? ` ${t("could not be made just now. Please try again.")}` : ""}</span>`
}

function save(href) {
  const link = Object.assign(document.createElement("a"), { href, download: "" })
  document.body.append(link)
  link.click()
  link.remove()
}
