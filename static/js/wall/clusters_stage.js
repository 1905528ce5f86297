// What has many dots, some or a few, on the wall: three columns in words, in order of time. Nobody sees a number.
import { clustersOf } from "../core/convergence.js"
import { computed } from "../core/html.js"
import { CLUSTERS } from "../core/vocabulary.js"
import { createPaging } from "./paging.js"
import { fill, roomFor } from "./statement_pages.js"

/** `isWorth`: a signal of whether there is anything to show. */
export function createClustersStage(g) {
  const groups = computed(() => clustersOf(g, CLUSTERS))
  const isWorth = computed(() => !g.about.value.converging && groups.value.length > 0)
  return { ...createPaging({ deal: room => dealClusters(groups.value, room) }), isWorth }
}

/** Pages of three columns; a group that is longer than its column goes on in the next one, which says so. */
function dealClusters(groups, room) {
  const columns = groups.flatMap(({ cluster, name, items }) => fill({
    key: cluster, heading: name,
    items: items.map(({ id, code, title }) => ({ id, text: [code, title].filter(Boolean).join("  "), foot: "" })),
  }, roomFor(room)).map((column, nth) => ({ ...column, heading: nth ? `${name} (${nth + 1})` : name })))
  return Array.from({ length: Math.ceil(columns.length / 3) }, (_, nth) => columns.slice(nth * 3, nth * 3 + 3))
}
