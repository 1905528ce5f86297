// What the wall shows while there is no grid to look at: before, and after.
import { dayAndTime } from "../core/clock.js"
import { sessionsCalled, sessionsWithReport } from "../core/harvest.js"
import { html } from "../core/html.js"
import { isLoopback } from "../core/address.js"
import { inQuotes, t, tn } from "../core/language.js"
import { pictureOf, said } from "../core/vocabulary.js"
import { Picture } from "../ui/picture.js"
import { PublicQr } from "../ui/qr.js"
import { shortAddress, spaced } from "./foot.js"
import { Wifi } from "./wifi.js"

/** @param {Props} props */
export function Lobby({ g, page }) {
  const about = g.about.value
  return html`<main id="main" class="scene scene--lobby">
    <div class="scene-words">
      <p class="scene-theme" dir="auto">${about.theme || about.title}</p>
      ${about.welcome && html`<p class="scene-welcome" data-fit dir="auto">${about.welcome}</p>`}
      <${Principles} about=${about} quiet />
    </div>
    <div class=${about.wifi?.name ? "scene-ways scene-ways--wifi" : "scene-ways"}><${BigQr} page=${page} /><${Wifi} g=${g} /></div>
  </main>`
}

/** @param {Props} props */
export function Opening({ g }) {
  const about = g.about.value
  return html`<main id="main" class="scene scene--opening">
    <p class="scene-theme" dir="auto">${about.theme || about.title}</p>
    ${about.statement && html`<p class="scene-statement" data-fit dir="auto">${inQuotes(about.statement)}</p>`}
    <${Principles} about=${about} />
    ${about.law && html`<p class="scene-law"><${Picture} of=${pictureOf(about.law)} /><b>${t("The law of mobility")}</b> <span dir="auto">${said(about.law)}</span></p>`}
    ${about.motto && html`<p class="scene-motto" dir="auto"><${Picture} of=${pictureOf(about.motto)} />${said(about.motto)}</p>`}
  </main>`
}

/** @param {Props} props */
export function Closing({ g, page }) {
  const about = g.about.value
  return html`<main id="main" class="scene scene--closing">
    <div class="scene-words">
      <p class="scene-theme" dir="auto">${about.theme || about.title}</p>
      <p class="scene-thanks"><${Picture} of="wave" />${t("Thank you for what you brought, said, heard and wrote down.")}</p>
      <p class="soft"><${Counts} g=${g} /></p>
      ${g.phase.value === "harvest" && html`<p class="scene-welcome">${t("Reports can be completed until {time}.", { time: dayAndTime(about.reports_until, about) })}</p>`}
    </div>
    <${BigQr} page=${page} to="proceedings" label=${t("The proceedings")} />
  </main>`
}

/** @param {Props} props */
export function Closed({ g, page }) {
  const about = g.about.value
  return html`<main id="main" class="scene scene--closed">
    <div class="scene-words">
      <p class="scene-theme"><${Picture} of="book" />${t("Read the proceedings")}</p>
      <p class="scene-thanks" dir="auto">${about.theme}</p>
      ${about.next_gathering && html`<p class="scene-welcome" data-fit dir="auto">${about.next_gathering}</p>`}
    </div>
    <${BigQr} page=${page} to="proceedings" label=${t("The proceedings")} />
  </main>`
}

function Principles({ about, quiet = false }) {
  const principles = about.principles ?? []
  if (!principles.length) return null
  return html`<ol class=${quiet ? "principles principles--quiet" : "principles"}>
    ${principles.map((text, index) => html`<li key=${text} class=${`slot-${index}`} dir="auto"><${Picture} of=${pictureOf(text)} />${said(text)}</li>`)}
  </ol>`
}

/** @param {Props} props */
function Counts({ g }) {
  const [sessions, reported] = [sessionsCalled(g), sessionsWithReport(g)]
  if (!sessions.length) return null
  return html`${tn("{n} session, {reports} with a report so far.", "{n} sessions, {reports} with a report so far.", sessions.length, { reports: sessions.filter(({ id }) => reported.has(id)).length })}`
}

/** A large QR code on paper, whatever the theme: cameras want dark on light. */
export function BigQr({ page, to, label = t("Join"), title = "" }) {
  const path = to === "proceedings" ? "/proceedings" : ""
  return html`<figure class="big-qr">
    <${PublicQr} code=${page.code} to=${to} label=${t("QR code: {page}", { page: label })} />
    <figcaption>
      ${title && html`<span class="scene-theme" data-fit><bdi>${title}</bdi></span>`}
      <b>${label}</b>
      <span>${to ? `${shortAddress(page)}/${page.code}${path}` : shortAddress(page)}</span>
      ${isLoopback(page.base_url) && html`<span class="soft">${t("Works on this computer only")}</span>`}
      ${!to && html`<span class="wall-code">${spaced(page.code)}</span>`}
    </figcaption>
  </figure>`
}
