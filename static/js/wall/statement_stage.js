// The statement's items on the wall: dealt into pages, which turn by themselves, and go where something arrives.
import { computed, signal } from "../core/html.js"
import { newestFirst } from "../core/gathering.js"
import { t } from "../core/language.js"
import { EVIDENCE_GROUPS } from "../core/vocabulary.js"
import { textOnWall } from "./content_note.js"
import { createPaging } from "./paging.js"
import { dealStatement } from "./statement_pages.js"

const NEW_FOR = 7000
const LONGEST_FOOT = 140

/** `fresh`: a signal of the ids of what has just arrived. */
export function createStatementStage(g) {
  const groups = computed(() => groupsOf(g))
  const paging = createPaging({
    deal: room => {
      const [columns, below] = [groups.value.filter(({ column }) => column), groups.value.filter(({ column }) => !column)]
      columns.sort((a, b) => a.column - b.column)
      return dealStatement({ columns, below, ...room })
    },
  })
  const fresh = watchArrivals(g, id => paging.turning.show(page => page.some(({ parts }) => parts.some(part => part.id === id))))
  return { ...paging, fresh }
}

/**
 * Kinds are not shown: on a wall they would put pressure on the few who can name one.
 *
 * @param {Gathering} g
 */
function groupsOf(g) {
  const { sessions } = g.tables
  const items = newestFirst(g.tables.evidence)
  return EVIDENCE_GROUPS.map(({ form, bearing, heading, column }) => ({
    key: form + bearing, heading, column,
    items: items.filter(item => item.form === form && item.bearing === bearing && !item.hidden)
      .map(item => ({ id: item.id, text: textOnWall(item), foot: footOf(item, sessions.value.get(item.session)) })),
  }))
}

function footOf({ citation, seeded, by_name }, session) {
  const source = citation.length > LONGEST_FOOT ? `${citation.slice(0, LONGEST_FOOT)}…` : citation
  return [session && t("Session {code}", { code: session.code }), source, seeded ? t("from the organisers") : by_name].filter(Boolean).join(" · ")
}

function watchArrivals(g, onArrival) {
  const fresh = signal(new Set())
  const known = new Set(g.tables.evidence.value.keys())
  g.onChange(change => {
    for (const { id } of change.puts?.evidence ?? []) {
      if (known.has(id)) continue
      known.add(id)
      fresh.value = new Set([...fresh.value, id])
      setTimeout(() => { fresh.value = new Set([...fresh.value].filter(other => other !== id)) }, NEW_FOR)
      onArrival(id)
    }
  })
  return fresh
}
