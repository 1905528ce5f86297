// Whether convergence is open. The first view of a phone asks this, and needs nothing of convergence.js.
const PHASES = ["sessions", "closing"]

/** Whether the host has opened `convergence`. */
export function isConverging(g, convergence) {
  const about = g.about.value
  return about.converging && about.convergence === convergence
}

/** Whether it is the time for it. */
export function isTimeToConverge(g) {
  return PHASES.includes(g.phase.value)
}
