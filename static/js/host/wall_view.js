// What every wall shows instead of the phase's own view, until the host changes it or the phase changes.
import { html } from "../core/html.js"

/** @param {Props} props */
export function ShowOnWall({ host, view, what }) {
  const isShown = host.g.about.value.wall_view === view
  const show = () => host.send("edit_gathering", { wall_view: isShown ? "" : view },
    isShown ? "The walls show the phase again." : `Every wall shows ${what}, until you change it or the phase changes.`)
  return html`<button class="button button--quiet" onClick=${show}>${isShown ? `Take ${what} off the wall` : `Show ${what} on the wall`}</button>`
}
