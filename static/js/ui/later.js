// A component of a module that is loaded when it is needed.
import { html, useEffect, useState } from "../core/html.js"
import { t } from "../core/language.js"
import { focusLoaded } from "./dialog.js"

const AGAIN = 2000

/** `load()` imports the module, `name` is the component's. It is drawn at once if it was loaded before. */
export function later(load, name) {
  let found = null
  const fetch = () => load().then(module => { found = module[name] })
  return function Later(props) {
    const [state, setState] = useState("")
    useEffect(() => {
      let timer = 0
      const begin = () => fetch().then(() => setState("loaded"), () => { setState("failed"); timer = setTimeout(begin, AGAIN) })
      if (!found) begin()
      return () => clearTimeout(timer)
    }, [])
    useEffect(() => { if (state === "loaded") focusLoaded() }, [state])
    if (found) return html`<${found} ...${props} />`
    return state === "failed"
      ? html`<p role="alert">${t("This part of the page could not be loaded. When there is a connection, {again}.", { again: html`<button class="link"
          onClick=${() => location.reload()}>${t("load the page again")}</button>` })}</p>`
      : html`<p class="soft" aria-busy="true">${t("Loading…")}</p>`
  }
}
