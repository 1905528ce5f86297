// A view that is loaded when it is first shown, so that the page itself stays small.
import { html, signal } from "../core/html.js"

/**
 * `load` imports a module without imports of its own: the page is one file, and would get them a second time. So its `make`
 * gets what it needs, `kit`.
 *
 * @param {() => Promise<{make: (kit: any) => any}>} load
 * @param {Record<string, any>} kit
 */
export function later(load, kit) {
  const view = signal(/** @type {any} */ (null))
  let isAsked = false
  return function Later(props) {
    if (!isAsked) {
      isAsked = true
      load().then(({ make }) => { view.value = make(kit) }, () => { isAsked = false })
    }
    return view.value && html`<${view.value} ...${props} />`
  }
}
