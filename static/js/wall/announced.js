// The topic that is being announced, large and alone, with the next three. Then its card moves to its place.
import { exactNow } from "../core/clock.js"
import { computed, effect, html, signal, untracked, useLayoutEffect, useMemo, useRef } from "../core/html.js"
import { t } from "../core/language.js"
import { withCommas } from "../core/lists.js"
import { announcing } from "../core/queue.js"
import { named } from "../ui/card.js"
import { useFittingSize } from "./fit_size.js"
import { clearSky, fly } from "./fly.js"

/** How long the grid is seen between two announcements, while the card moves to its place. */
const LANDING = 2500
const MOST_NEXT = 3

/**
 * The signals `called`, `{row, topic}` of what is shown large or null, and `next`, the topics after it.
 * `isOnGrid()`: whether the wall shows the grid between two announcements.
 */
export function createAnnounced(g, isOnGrid) {
  const now = computed(() => announcing(g).called)
  const next = computed(() => announcing(g).waiting.slice(0, MOST_NEXT).map(({ topic }) => topic))
  const large = signal(now.peek()?.row.id ?? "")
  let landing = null
  const show = () => {
    landing = null
    large.value = now.peek()?.row.id ?? ""
  }
  effect(() => {
    const id = now.value?.row.id ?? ""
    untracked(() => {
      if (landing) return
      if (!large.value || !id || id === large.value || !isOnGrid()) return show()
      large.value = ""
      landing = setTimeout(show, LANDING)
    })
  })
  const called = computed(() => (now.value && !now.value.topic.covered && now.value.row.id === large.value ? now.value : null))
  return { called, next }
}

/** @param {Props} props */
export function Announced({ g, called, next, onLeave }) {
  const { topic, row } = called
  const card = useRef(null)
  const title = useRef(null)
  useFittingSize(title, topic.title)
  useLayoutEffect(() => {
    clearSky()
    const shown = card.current
    return () => { onLeave(topic, fly(shown)) }
  }, [row.id])
  const seconds = g.about.value.announce_seconds
  return html`<main id="main" class="scene scene--announced">
    <article class="announced" ref=${card}>
      <h2 class="announced__title" dir="auto" ref=${title}>${topic.title}</h2>
      <footer class="announced__foot">
        <div class="announced__words">
          ${topic.convener_name && html`<p class="announced__by" dir="auto" data-fit>${named(topic.convener_name, topic.convener_typed)}</p>`}
          ${topic.content_note && html`<p class="announced__note" data-fit>${t("Content note: {note}", { note: topic.content_note })}</p>`}
        </div>
        ${seconds && html`<${Ring} key=${row.id} at=${row.called_at} seconds=${seconds} />`}
      </footer>
    </article>
    ${next.length > 0 && html`<section class="announced-next">
      <h3>${t("Next")}</h3>
      <ol>${next.map(one => html`<li key=${one.id} dir="auto" data-fit>${textOf(one)}</li>`)}</ol>
    </section>`}
  </main>`
}

/**
 * While the grid is shown: who comes next.
 *
 * @param {Props} props
 */
export function Upcoming({ next }) {
  return next.length > 0 && html`<p class="wall-line">
    <b>${t("Next in the circle")}</b> <span class="wall-line-words" data-fit dir="auto">${next.map(textOf).join(" · ")}</span></p>`
}

function textOf({ title, convener_name }) {
  return withCommas([title, convener_name])
}

/** Fills while somebody speaks. Nothing happens when it is full. */
function Ring({ at, seconds }) {
  const passed = useMemo(() => (exactNow() - Date.parse(at)) / 1000, [])
  return html`<svg class="ring" viewBox="0 0 100 100" aria-hidden="true" style=${{ "--seconds": `${seconds}s`, "--passed": `${-passed}s` }}>
    <circle class="ring__track" cx="50" cy="50" r="44" />
    <circle class="ring__time" cx="50" cy="50" r="44" pathLength="1" />
  </svg>`
}
