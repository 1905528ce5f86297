// The calm screen of the phases at the end: thank you, what is still to do, and the book.
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { PublicQr } from "../ui/qr.js"
import { Picture } from "../ui/picture.js"
import { AppearLink } from "./appear_link.js"
import { MyCalendar } from "./calendar.js"
import { Reflection } from "./closing.js"
import { isAnyDue, ReportsDue, ToConfirm } from "./reports_due.js"
import { Kept } from "./welcome.js"

/** @param {Props} props */
export function Ending({ phone }) {
  const Screen = { closing: Closing, harvest: Harvest, closed: Closed }[phone.g.phase.value]
  return Screen && html`<${Screen} phone=${phone} />`
}

/** @param {Props} props */
function Closing({ phone }) {
  return html`<section class="calm stack">
    <h1 class="calm__theme"><${Picture} of="wave" />${t("Thank you.")}</h1>
    <${Reflection} phone=${phone} />
    <details class="more"><summary>${t("The book, and what is yours in it")}</summary>
      <div class="stack"><${ToConfirm} phone=${phone} />
        <${TheBook} phone=${phone} />
        <${Mine} phone=${phone} /></div></details>
  </section>`
}

/** @param {Props} props */
function Harvest({ phone }) {
  return html`<section class="calm stack">
    <h1 class="calm__theme"><${Picture} of="wave" />${t("Thank you.")}</h1>
    <${ReportsDue} phone=${phone} />
    ${isAnyDue(phone) && html`<p class="soft">${t("Your calendar can remind you a day before.")}</p>
      <${MyCalendar} phone=${phone} />`}
    <${Reflection} phone=${phone} />
    <${TheBook} phone=${phone} />
    <${Mine} phone=${phone} />
  </section>`
}

/** @param {Props} props */
function Closed({ phone }) {
  const next = phone.g.about.value.next_gathering
  return html`<section class="calm stack">
    <h1 class="calm__theme"><bdi>${phone.g.about.value.theme || phone.g.about.value.title}</bdi></h1>
    <p>${t("This gathering is over. What was written can be read; nothing more is added here.")}</p>
    <${Kept} kept=${phone.page.kept} g=${phone.g} />
    <${TheBook} phone=${phone} />
    ${next && html`<p class="prose">${t("Next: {what}", { what: next })}</p>`}
    <${ToConfirm} phone=${phone} />
    <${Reflection} phone=${phone} />
    <${Mine} phone=${phone} />
  </section>`
}

/**
 * To read, to take along, to show to a neighbour; and how I stand in it.
 *
 * @param {Props} props
 */
function TheBook({ phone }) {
  const { g, code } = phone
  const newest = g.editions.value[0]?.version ?? 0
  return html`<section class="thebook" aria-labelledby="thebook">
    <div class="stack stack--tight">
      <h2 id="thebook"><${Picture} of="book" />${t("The proceedings")}</h2>
      <p class="soft">${newest ? t("Version {version} is published.", { version: newest }) : t("Still a draft. See how you appear in it before it is published.")}</p>
      <p class="row"><a class=${newest ? "button" : "button button--quiet"} href=${`/${code}/proceedings`}>${t("Read the proceedings")}</a>
        <a class="button button--quiet" href=${`/${code}/proceedings.pdf`} download>PDF</a></p>
      <p><${AppearLink} phone=${phone} /></p>
    </div>
    <${PublicQr} code=${code} to="proceedings" label=${t("QR code to the proceedings, for a neighbour")} class="qr" width="144" height="144" />
  </section>`
}

/**
 * A reflection of what I brought and noted.
 *
 * @param {Props} props
 */
function Mine({ phone }) {
  const { g } = phone
  const topics = [...g.tables.topics.value.values()].filter(topic => topic.mine && !topic.withdrawn)
  const notes = [...g.tables.notes.value.values()].filter(note => note.mine)
  if (!topics.length && !notes.length) return null
  return html`<div class="stack">
    ${topics.length > 0 && html`<h2>${t("You convened")}</h2>
      <ul class="plain">${topics.map(topic => html`<li key=${topic.id}><bdi>${topic.title}</bdi></li>`)}</ul>`}
    ${notes.length > 0 && html`<h2>${t("You noted")}</h2>
      <ul class="plain quotes">${notes.map(note => html`<li key=${note.id}><bdi>${note.text || note.alt || note.url || t("A photo")}</bdi></li>`)}</ul>`}
  </div>`
}
