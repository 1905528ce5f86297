// Before and around the marketplace: the welcome with its one button, and the calm screen that
// each phase puts first. Heads up, not down.
import { html, useEffect, useState } from "../core/html.js"
import { dayOf, timeOf } from "../core/clock.js"
import { t } from "../core/language.js"
import { can } from "../core/possible.js"
import { handOver, refused, takeOver } from "../core/storage.js"
import { LIMITS } from "../core/vocabulary.js"
import { Missing, useCheckedForm } from "../ui/checked_form.js"
import { Described } from "../ui/described.js"
import { keptWords } from "../ui/kept.js"
import { Languages } from "../ui/languages.js"
import { Picture } from "../ui/picture.js"
import { Ending, HelpTexts } from "./on_demand.js"

/** @param {Props} props */
export function Welcome({ g, page, to, busy, wasForgotten, onJoin }) {
  // What was typed comes along into another language, and is never stored on this device.
  const key = `draft.${page.code}.welcome`
  const [typed] = useState(() => takeOver(key, {}))
  const [name, setName] = useState(typed.name ?? "")
  const [word, setWord] = useState(typed.word ?? "")
  // The page may be older than the doors: a refusal says how they are now.
  const [doors, setDoors] = useState(g.about.value.joining)
  const [problem, setProblem] = useState(null)
  const [joining, setJoining] = useState(false)
  const submit = async event => {
    event.preventDefault()
    setJoining(true)
    const { problem = null, why } = await onJoin({ name: name.trim(), word: word.trim() })
    setProblem(problem)
    if (why === "wrong_word") setDoors("word")
    if (why === "closed_doors") setDoors("closed")
    setJoining(false)
  }
  const checked = useCheckedForm(submit)
  const forgotten = wasForgotten && html`<p class="banner" role="status">${t("You are forgotten here. This phone keeps nothing about you.")}</p>`
  if (busy.value) return html`<main id="main" class="welcome stack"><${HelpHere} g=${g} /><${Invitation} g=${g} /><p role="status">${t("One moment…")}</p></main>`
  if (g.phase.value === "closed") {
    return html`<main id="main" class="welcome stack"><${HelpHere} g=${g} />${forgotten}<${Title} g=${g} />
      <p>${t("This gathering is over. What was written can be read.")}</p>
      <p><a class="button button--large" href=${`/${g.about.value.code}/proceedings`}><${Picture} of="book" />${t("Read the proceedings")}</a></p>
      <${Languages} languages=${page.languages} />
      <${Kept} kept=${page.kept} g=${g} /></main>`
  }
  if (doors === "closed") {
    return html`<main id="main" class="welcome stack"><${HelpHere} g=${g} />${forgotten}<${Invitation} g=${g} />
      <p class="banner" role="status">${t("Nobody new can join now. Please talk to the facilitator.")}</p>
      <${Languages} languages=${page.languages} /></main>`
  }
  return html`<main id="main" class="welcome stack"><${HelpHere} g=${g} />
    ${forgotten}
    <${Title} g=${g} />
    <${LeadsTo} g=${g} code=${to} />
    <${StorageNote} />
    <form class="stack" ...${checked.form}>
      ${g.about.value.naming === "none" ? html`<p>${t("Nobody is named in this gathering.")}</p>` : html`<${Described} by=${html`<span class="hint">${t("Your name is shown only where you tick it.")}</span>`}>${id => html`
        <label class="field"><span><${Picture} of="person" />${t("Your name")} <span class="soft">– ${t("only if you wish")}</span></span>
          <input name="name" autocomplete="name" maxlength=${LIMITS.name} aria-describedby=${id} value=${name} onInput=${e => setName(e.target.value)} /></label>`}<//>`}
      ${doors === "word" && html`<${Described} by=${html`<${Missing} isMissing=${checked.missing === "word"}>${t("Type the word.")}<//>
        <span class="hint">${t("The facilitator says it in the room.")}</span>`}>${id => html`
        <label class="field"><span>${t("The word")}</span>
          <input name="word" autocomplete="off" autocapitalize="none" maxlength=${LIMITS.name} required aria-describedby=${id} value=${word} onInput=${e => setWord(e.target.value)} /></label>`}<//>`}
      <p class="error" role="alert">${problem}</p>
      <button class="button button--large" disabled=${joining}><${Picture} of="wave" />${joining ? t("Joining…") : t("Join")}</button>
    </form>
    <${Languages} languages=${page.languages} onLeave=${() => handOver(key, { name, word })} />
    <p class="soft">${t("No account, no e-mail, nothing to install.")}</p>
    <p class="soft"><${Picture} of="eyes" />${t("Write only what you would say to everybody in the room.")}</p>
    <${WriteToMe} community=${page.community} />
    <${Kept} kept=${page.kept} g=${g} />
    <${Details} g=${g} />
  </main>`
}

/**
 * Until when what is kept.
 *
 * @param {Props} props
 */
export function Kept({ kept, g }) {
  return html`<p class="soft"><${Picture} of="lock" />${keptWords(kept, g.about.value)} <a href=${`/${g.about.value.code}/privacy`}>${t("Privacy and terms")}</a></p>`
}

/** @param {Props} props */
export function WriteToMe({ community }) {
  return community && html`<p><a href=${`/c/${community.slug}/write-to-me`}>${t("May {community} write to you?", { community: community.name })}</a></p>`
}

/**
 * Help for somebody who has not joined, or is signed out. It is loaded a moment after the page, so that no log says who opened it.
 *
 * @param {Props} props
 */
export function HelpHere({ g }) {
  const [isLoaded, load] = useState(false)
  useEffect(() => {
    const timer = setTimeout(load, 1000, true)
    return () => clearTimeout(timer)
  }, [])
  return html`<details class="help-before" onToggle=${() => load(true)}><summary>${t("Help")}</summary>
    ${isLoaded && html`<div class="stack"><${HelpTexts} g=${g} /></div>`}</details>`
}

/** @param {Props} props */
function Invitation({ g, children = null }) {
  return html`<${Title} g=${g} /><${Details} g=${g}>${children}<//>`
}

/** @param {Props} props */
function Title({ g }) {
  const { title, theme, community } = g.about.value
  const above = [community, theme && title].filter(Boolean).join(" · ")
  return html`
    ${above && html`<p class="welcome__title"><bdi>${above}</bdi></p>`}
    <h1 class="welcome__theme"><bdi>${theme || title}</bdi></h1>`
}

/**
 * Which session the link opens, as from a door or a friend.
 *
 * @param {Props} props
 */
function LeadsTo({ g, code }) {
  const session = [...g.tables.sessions.value.values()].find(one => one.code.toUpperCase() === code)
  const topic = g.tables.topics.value.get(session?.topic)
  return topic && html`<p>${t("After joining you come to {code} {title}.", {
    code: html`<span class="code">${session.code}</span>`, title: html`<strong dir="auto">${topic.title}</strong>` })}</p>`
}

/** @param {Props} props */
function Details({ g, children = null }) {
  const { code, statement, sponsor, welcome } = g.about.value
  return html`
    <${When} g=${g} />
    ${statement && html`<blockquote class="statement">
      <p><bdi>${statement}</bdi></p><p class="soft">${t("What in your experience confirms it, or speaks against it?")}</p></blockquote>`}
    ${welcome && html`<p class="prose"><bdi>${welcome}</bdi></p>`}
    ${sponsor && html`<p class="soft">${t("Invited by {sponsor}", { sponsor })}</p>`}
    ${children}
    ${g.phase.value === "lobby" && html`<p><a href=${`/${code}/invitation`}>${t("Read the invitation")}</a></p>`}
    <p><a href=${`/${code}/accessibility`}>${t("Accessibility")}</a></p>`
}

/** @param {Props} props */
function When({ g }) {
  const { venue, starts_on, ends_on } = g.about.value
  const first = g.slots.value[0]
  const date = starts_on || first?.starts_at
  const about = g.about.value
  const days = [date, ends_on !== starts_on && ends_on].filter(Boolean).map(one => dayOf(one, about)).join(" – ")
  return html`<dl class="when">
    ${days && html`<div><dt><${Picture} of="calendar" />${t("When")}</dt><dd>${first ? t("{days}, from {time}", { days, time: timeOf(first.starts_at, about) }) : days}</dd></div>`}
    ${venue && html`<div><dt><${Picture} of="place" />${t("Where")}</dt><dd><bdi>${venue}</bdi></dd></div>`}
  </dl>`
}

/**
 * The first screen of every phase but marketplace and sessions.
 *
 * @param {Props} props
 */
export function PhaseScreen({ phone }) {
  const Screen = { opening: Opening, closing: Ending, harvest: Ending, closed: Ending }[phone.g.phase.value] ?? Lobby
  return html`<${Screen} phone=${phone} />`
}

/** @param {Props} props */
function Lobby({ phone }) {
  return html`<section class="calm stack">
    <p class="calm__in"><${Picture} of="wave" />${t("You’re in.")}</p>
    <${Invitation} g=${phone.g}>
      ${can(phone.g, "propose_topic") && html`
        <p class="soft">${t("Is there something you would like to talk about? You can write your topic now.")}</p>
        <button class="button button--quiet" onClick=${() => phone.open("propose")}><${Picture} of="hand" />${t("Propose a topic")}</button>`}
    <//>
  </section>`
}

/** @param {Props} props */
function Opening({ phone }) {
  const { theme, title } = phone.g.about.value
  return html`<section class="calm calm--opening">
    <h1 class="calm__theme"><bdi>${theme || title}</bdi></h1>
    <p class="calm__up"><${Picture} of="circle" />${t("Look up. The circle is in the room.")}</p>
  </section>`
}

export function StorageNote() {
  return refused.value && html`<p class="banner banner--warn">
    ${t("This browser keeps nothing for this page. Everything works while the page stays open.")}</p>`
}
