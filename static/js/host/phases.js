// The phases of the day, in order. The host can go to each of them, also back. A phase that ends something is confirmed first.
import { dayAndTime } from "../core/clock.js"
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { keptOf } from "./keeping.js"
import { keptWords } from "../ui/kept.js"
import { PHASES } from "../core/vocabulary.js"

const HINTS = {
  lobby: t("People arrive. Phones show theme, place and time; the wall shows the theme and how to join."),
  opening: t("The opening circle. Phones only say “Look up”. The wall shows theme, principles and law."),
  marketplace: t("Topics are written, announced and placed. Phones open on the wall; the wall shows the live grid."),
  sessions: t("Phones open on “My day”. The wall shows what is on now and next, the clock and the news."),
  closing: t("The closing circle. Phones and the wall show only the closing. Notes can still be written."),
  harvest: t("The circle is over. Everybody who joined can still complete reports; topics and places stay as they are."),
  closed: t("The gathering is over. Phones point to the proceedings."),
}

const ASKS = {
  closing: {
    title: t("Begin the closing circle?"),
    text: t("Every phone leaves the wall and shows only the closing. Notes can still be written, and you can come back to the sessions."),
    yes: t("Begin closing"),
  },
  closed: {
    title: t("Close the gathering?"),
    text: t("Every phone and the wall say that it is over and point to the proceedings. Nothing is deleted, and you can open it again."),
    yes: t("Close the gathering"),
  },
}

/** Closing deletes nothing, but the gathering is not kept for ever. */
function withDate(asks, name, { page, g }) {
  if (name !== "closed" || !page.keeping) return asks
  return { ...asks, text: `${asks.text} ${t("{kept} “Settings” changes that.", { kept: keptWords(keptOf(page.keeping), g.about.value) })}` }
}

/** @param {Props} props */
export function Phases({ host }) {
  const phase = host.g.phase.value
  const at = PHASES.findIndex(([name]) => name === phase)
  const go = async (name, label) => {
    if (name === phase) return
    if (name === "harvest") return host.open("harvest")
    if (ASKS[name] && !(await host.confirm(withDate(ASKS[name], name, host)))) return
    host.send("set_phase", { phase: name }, t("{phase}: every screen follows.", { phase: label }))
  }
  return html`
    <section class="paper" aria-labelledby="phase-title">
      <h2 id="phase-title">${t("Phase")}</h2>
      <ol class="phases">
        ${PHASES.map(([name, label], index) => html`
          <li key=${name} class=${index < at ? "is-past" : ""}>
            <button class="phase" aria-current=${name === phase ? "step" : undefined}
              onClick=${() => go(name, label)}>${label}</button>
          </li>`)}
      </ol>
      <p class="soft">${HINTS[phase]}</p>
      ${phase === "harvest" && html`<${ReportsUntil} host=${host} />`}
      ${at < PHASES.length - 1 && html`
        <p><button class="button" onClick=${() => go(...PHASES[at + 1])}>${t("Go on to: {phase}", { phase: PHASES[at + 1][1] })}</button></p>`}
    </section>`
}

/** @param {Props} props */
function ReportsUntil({ host }) {
  const about = host.g.about.value
  return html`
    <p><strong>${t("Until {time}.", { time: dayAndTime(about.reports_until, about) })}</strong> ${about.publish_after
      ? t("Then the gathering closes by itself, and the next version of the book is published.") : t("Then the gathering closes by itself.")}</p>
    <p><button class="button button--quiet" onClick=${() => host.open("harvest")}>${t("Change the time…")}</button></p>`
}
