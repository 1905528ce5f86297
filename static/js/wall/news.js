// The news of the day on the wall: dealt into columns, on pages that turn by themselves.
import { html, useRef } from "../core/html.js"
import { headingOf, nothingIn } from "../core/news_of_the_day.js"
import { classes } from "../ui/card.js"
import { useStageSize } from "./paging.js"

/** @param {Props} props */
export function News({ g, stage }) {
  const root = useRef(null)
  useStageSize(root, stage, { within: ".brought__items", weight: 400 })
  const news = stage.news.value
  const columns = stage.page.value ?? []
  // Always as many columns, so that a page with little on it looks like the others, and the first can be measured.
  const shown = Array.from({ length: COLUMNS }, (_, nth) => columns[nth] ?? EMPTY)
  return html`<main id="main" class="scene scene--statement scene--news">
    <h1 class="scene-news">${headingOf(g, news)}</h1>
    <div class="brought" ref=${root}>
      ${shown.map((column, nth) => html`<${Column} key=${column.key + nth} column=${column} colours=${stage.colours.value} />`)}
    </div>
    ${news && !columns.length && html`<p class="scene-nothing">${nothingIn(news)}</p>`}
  </main>`
}

export const COLUMNS = 3
const EMPTY = { key: "", heading: " ", parts: [] }

/** @param {Props} props */
function Column({ column, colours }) {
  const isEmpty = !column.key
  return html`<section class=${classes("brought__column", { "brought__column--empty": isEmpty })} aria-label=${isEmpty ? undefined : column.heading} aria-hidden=${isEmpty ? "true" : undefined}>
    <h2>${column.heading}</h2>
    <ul class="brought__items">
      ${column.parts.map(part => html`
        <li key=${`${part.id}.${part.nth}`} class=${classes("brought__item", colours.has(part.id) && `slot-${colours.get(part.id)}`)}>
          <p class="brought__text" dir="auto">${part.nth ? part.text : withCode(part.text)}</p>
          ${part.foot && html`<p class="soft" dir="auto">${part.foot}</p>`}
        </li>`)}
    </ul>
  </section>`
}

/** The code comes first. */
function withCode(text) {
  const [code, ...words] = text.split(" ")
  return html`<b>${code}</b> ${words.join(" ")}`
}
