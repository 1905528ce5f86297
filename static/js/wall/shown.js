// What this wall shows instead of the phase's own view: what the host chose, or a key on this machine.
import { computed, effect, signal, untracked } from "../core/html.js"

/** `view` is a signal: "" or "statement". A choice of the host and a new phase replace what was chosen here. */
export function createShown(g) {
  const byHand = signal(new URLSearchParams(location.search).has("statement") ? "statement" : null)
  const byHost = computed(() => g.about.value.wall_view ?? "")
  const { phase } = g
  const view = computed(() => (g.about.value.statement ? byHand.value ?? byHost.value : ""))
  let known = `${byHost.value} ${phase.value}`
  effect(() => {
    const fresh = `${byHost.value} ${phase.value}`
    if (fresh === known) return
    known = fresh
    untracked(() => { byHand.value = null })
  })
  return { view, toggleStatement: () => { byHand.value = view.value ? "" : "statement" } }
}
