// One line that leads to what the facilitator has opened near the end.
import { hasClusters } from "../core/convergence.js"
import { html } from "../core/html.js"
import { t } from "../core/language.js"

const OPEN = {
  gallery: [t("The gallery walk is open."), t("Read the reports")],
  reopened: [t("The space is open again, for action groups."), t("Look, or start one")],
  dots: [t("Dots are open."), t("Place your dots")],
}
const CLOSED = [t("The dots are closed."), t("See where they are")]

/** @param {Props} props */
export function ConvergenceLine({ phone }) {
  const { converging, convergence } = phone.g.about.value
  const { view } = phone.route.value
  const isLater = view === phone.home() && phone.g.phase.value !== "closed" && hasClusters(phone.g)
  const [words, link] = converging ? OPEN[convergence] ?? [] : isLater ? CLOSED : []
  return html`<div role="status" aria-live="polite">${words && view !== "convergence" && html`<p class="banner paused">${words}
    <button class="button button--quiet" onClick=${() => phone.go("convergence")}>${link}</button></p>`}</div>`
}
