// A component of a module that is loaded when it is needed.
import { html, useEffect, useState } from "../core/html.js"
import { t } from "../core/language.js"
import { focusLoaded } from "./dialog.js"

const AGAIN = 2000

/** Resolves to the module when it is loaded, however often that fails before. */
export async function loaded(load, onFailed = () => {}) {
  for (;;) {
    try {
      return await load()
    } catch {
      onFailed()
      await new Promise(done => { setTimeout(done, AGAIN) })
    }
  }
}

/** `load()` imports the module, `name` is the component's. It is drawn at once if it was loaded before. */
export function later(load, name) {
  let found = null
  return function Later(props) {
    const [state, setState] = useState("")
    useEffect(() => {
      if (!found) loaded(load, () => setState("failed")).then(module => { found = module[name]; setState("loaded") })
    }, [])
    useEffect(() => { if (state === "loaded") focusLoaded() }, [state])
    if (found) return html`<${found} ...${props} />`
    return state === "failed"
      ? html`<p role="alert">${t("This part of the page could not be loaded. When there is a connection, {again}.", { again: html`<button class="link"
          onClick=${() => location.reload()}>${t("load the page again")}</button>` })}</p>`
      : html`<p class="soft" aria-busy="true">${t("Loading…")}</p>`
  }
}
