// What this wall shows instead of the phase's own view: what the host chose, or a key on this machine; in the last break, the reports.
import { computed, effect, signal, untracked } from "../core/html.js"
import { isLastBreak } from "./last_break.js"

const BY_ADDRESS = ["statement", "gallery", "dots", "news"]

/**
 * `view` is a signal: "" or one of the views that the host can show (docs/wire.md). A choice of the host, a new phase and the last break replace what was chosen here.
 * What has nothing to show is not shown; `has(view)` tells.
 */
export function createShown(g, has) {
  const given = new URLSearchParams(location.search)
  const byHand = signal(BY_ADDRESS.find(view => given.has(view)) ?? null)
  const { phase } = g
  const byHost = computed(() => g.about.value.wall_view || (phase.value === "sessions" && isLastBreak(g) ? "gallery" : ""))
  const view = computed(() => {
    const wanted = byHand.value ?? byHost.value
    return has(wanted) ? wanted : ""
  })
  let known = `${byHost.value} ${phase.value}`
  effect(() => {
    const fresh = `${byHost.value} ${phase.value}`
    if (fresh === known) return
    known = fresh
    untracked(() => { byHand.value = null })
  })
  return { view, has, toggle: wanted => { byHand.value = view.value === wanted ? "" : wanted } }
}
