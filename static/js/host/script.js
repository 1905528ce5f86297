// Prompts for the circles, with a clock that only counts up, so that nobody is cut short.
import { html, useEffect, useState } from "../core/html.js"
import { now, tickEvery } from "../core/clock.js"
import { t } from "../core/language.js"
import { said } from "../core/vocabulary.js"

/** @param {Props} props */
export function Script({ host }) {
  const about = host.g.about.value
  const name = about.phase === "lobby" ? "opening" : about.phase
  if (!PROMPTS[name]) return null
  const prompts = PROMPTS[name](about, host.page.previous)
  return html`
    <section class="paper" aria-labelledby="script-title" key=${name}>
      <div class="head">
        <h2 id="script-title">${TITLES[name]}</h2>
        <${Stopwatch} host=${host} name=${name} />
      </div>
      <${Ticks} host=${host} name=${name} prompts=${prompts} />
    </section>`
}

/** @param {Props} props */
function Ticks({ host, name, prompts }) {
  const [done, setDone] = useState(() => host.recallDraft(`script.${name}`, []))
  const tick = (key, on) => {
    const next = on ? [...done, key] : done.filter(other => other !== key)
    setDone(next)
    host.saveDraft(`script.${name}`, next)
  }
  return html`
    <ol class="script">
      ${prompts.filter(Boolean).map(([key, minutes, heading, lines = [], links = []]) => html`
        <li key=${key} class=${done.includes(key) ? "is-done" : ""}>
          <label class="script__head">
            <input type="checkbox" checked=${done.includes(key)}
              onChange=${event => tick(key, event.currentTarget.checked)} />
            <span>${heading}</span>
            ${minutes > 0 && html`<span class="script__minutes">${t("{minutes} min", { minutes })}</span>`}
          </label>
          ${lines.filter(Boolean).map(line => html`<p class="script__line" key=${line}>${line}</p>`)}
          ${links.map(([href, text]) => html`<p class="script__line" key=${href}><a href=${href} target="_blank" rel="noopener">${text}</a></p>`)}
        </li>`)}
    </ol>`
}

/** @param {Props} props */
function Stopwatch({ host, name }) {
  const [since, setSince] = useState(() => host.recallDraft(`since.${name}`))
  useEffect(() => (since ? tickEvery(1000) : undefined), [since])
  const set = value => {
    setSince(value)
    host.saveDraft(`since.${name}`, value)
  }
  if (!since) return html`<button class="button button--quiet" onClick=${() => set(now().getTime())}>${t("Start the clock")}</button>`
  const minutes = Math.max(0, Math.floor((now().getTime() - since) / 60_000))
  return html`
    <p class="row"><span role="timer">${t("{minutes} min since the start", { minutes })}</span>
      <button class="button button--quiet" onClick=${() => set(null)}>${t("Reset")}</button></p>`
}

const TITLES = { opening: t("Opening circle"), marketplace: t("While the wall fills"), sessions: t("While sessions run"), closing: t("Closing circle") }

const PROMPTS = {
  opening: (about, previous) => [
    ["welcome", 3, t("Welcome. Sit, arrive, look around the circle."), [about.sponsor && t("{sponsor} says in a few words why we are here.", { sponsor: about.sponsor })]],
    (about.theme || about.statement) && ["theme", 2, t("The theme, read out."), [about.theme, about.statement]],
    previous && ["before", 3, t("What became of last time."), [previous.title],
      [[`/${previous.code}/after`, t("Show it, with the projector")], [`/${previous.code}/paper/after`, t("Print it")]]],
    about.principles?.length > 0 && ["principles", 4, t("The principles, one by one."), about.principles.map(said)],
    about.law && ["law", 2, t("The law of mobility."), [said(about.law)]],
    ["insects", 1, t("Bumblebees carry from group to group; butterflies rest, and meet."), [said(about.motto)]],
    ["how", 4, t("How the wall is made."), [
      t("Whoever has a topic: write a title, say your name and the topic to the circle in one breath, choose a free place on the wall."),
      t("With a phone: scan, write, tap a free place. Without one: a card on paper, and a helper at the wall."),
      about.announcing && t("Whoever queues is called to the circle, one after the other. Nobody has to speak: a topic can be read out."),
      t("Whoever calls a session opens it, and makes sure that notes are taken. Somebody else can take them.")]],
    ["naming", 1, t("Names and quoting."), [about.naming === "none"
      ? t("Chatham House: use what you hear; do not say who said it, nor who was here.")
      : t("Nobody is named anywhere unless they say so themselves.")]],
    ["house", 2, t("Practical information."), [t("Ways out, toilets, step-free ways, hearing loop, a quiet room, food, when we meet again.")]],
    ["silence", 1, t("A moment of quiet. What do you care about enough to call it?")],
  ],
  marketplace: () => [
    ["stand", 0, t("Stand aside. The wall works by itself.")],
    ["hands", 0, t("Look for people without a phone, and for hesitant hands: help them post.")],
    ["clash", 0, t("Two want the same place? Bring the two together; they decide.")],
    ["rooms", 0, t("Few places left? Open a spare room under “Settings”.")],
  ],
  sessions: () => [
    ["hold", 0, t("Your part now: be there, be seen, and do nothing that people can do themselves.")],
    ["bell", 0, t("A few minutes before the end of a time slot, ring once.")],
    ["late", 0, t("Somebody came late? Walk to the wall with them.")],
    ["harvest", 0, t("In the break, a word to those whose session has no report yet: they are listed under “Notes”.")],
  ],
  closing: about => [
    ["sit", 1, t("Back into one circle. The wall may be blank.")],
    ["piece", 0, t("The talking piece goes round. Whoever holds it speaks, or passes it on. There is no guiding question.")],
    ["notes", 1, t("There is still time today to add notes, also from flip charts."), [t("The proceedings are open to read and correct.")]],
    about.next_gathering && ["next", 1, t("When we meet again."), [about.next_gathering]],
    ["thanks", 1, t("Thanks to everybody who called a session, took notes or looked after the room.")],
  ],
}
