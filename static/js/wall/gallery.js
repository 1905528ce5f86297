// One report on the wall: its session, what was noted first, and its flip chart.
import { html, useRef } from "../core/html.js"
import { timeOf } from "../core/clock.js"
import { t } from "../core/language.js"
import { colourOf, placeName, timesOf } from "../core/places.js"
import { named } from "../ui/card.js"
import { Photo } from "../ui/photo.js"
import { useStageSize } from "./paging.js"

/** @param {Props} props */
export function Gallery({ g, page: { code }, stage }) {
  const root = useRef(null)
  useStageSize(root, stage, { weight: 400 })
  const report = stage.page.value
  const shown = report?.columns ?? []
  return html`<main id="main" class="scene scene--gallery">
    ${report && html`<${Heading} g=${g} report=${report} />`}
    <div class="gallery">
      <div class="brought__items" ref=${root}><${Column} parts=${shown[0]?.parts ?? []} /></div>
      ${report?.photo
        ? html`<${Photo} key=${report.photo.id} code=${code} note=${report.photo} class="gallery__photo" />`
        : html`<div class="brought__items"><${Column} parts=${shown[1]?.parts ?? []} /></div>`}
    </div>
    <p class="gallery__more soft">${report?.isCut && t("More of {code} is on the phones and in the book.", { code: report.session.code })}</p>
  </main>`
}

/** @param {Props} props */
function Heading({ g, report: { session, topic } }) {
  const convener = topic.convener_name && t("Convened by {name}", { name: named(topic.convener_name, topic.convener_typed) })
  return html`<header class=${`gallery__head slot-${colourOf(g, session)}`}>
    <h2 dir="auto" data-fit><span class="code">${session.code}</span> ${topic.report_title || topic.title}</h2>
    <p class="soft">${[timeOf(timesOf(g, session).starts_at, g.about.value), placeName(g, session), convener].filter(Boolean).join(" · ")}</p>
  </header>`
}

/** @param {Props} props */
function Column({ parts }) {
  return html`<ul class="gallery__notes">${parts.map(part => html`
    <li key=${`${part.id}.${part.nth}`} class="brought__item">
      <p class="brought__text" dir="auto">${part.text}</p>
      ${part.foot && html`<p class="soft" dir="auto">${part.foot}</p>`}
    </li>`)}</ul>`
}
