// What every wall shows instead of the phase's own view, until the host changes it or the phase changes.
import { html } from "../core/html.js"
import { t } from "../core/language.js"

/** By view: the words of the button, of the button that takes it off, and of the answer. */
const WORDS = {
  statement: [t("Show the statement on the wall"), t("Take the statement off the wall"),
    t("Every wall shows the statement, until you change it or the phase changes.")],
  gallery: [t("Show the reports on the wall"), t("Take the reports off the wall"),
    t("Every wall shows the reports, until you change it or the phase changes.")],
  dots: [t("Show the dots on the wall"), t("Take the dots off the wall"),
    t("Every wall shows the dots, until you change it or the phase changes.")],
  news: [t("Show the news of the day on the wall"), t("Take the news of the day off the wall"),
    t("Every wall shows the news of the day, until you change it or the phase changes.")],
}

/** @param {Props} props */
export function ShowOnWall({ host, view }) {
  const [show, takeOff, isOn] = WORDS[view]
  const isShown = host.g.about.value.wall_view === view
  const change = () => host.send("edit_gathering", { wall_view: isShown ? "" : view }, isShown ? t("The walls show the phase again.") : isOn)
  return html`<button class="button button--quiet" onClick=${change}>${isShown ? takeOff : show}</button>`
}
