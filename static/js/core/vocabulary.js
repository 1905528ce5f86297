// Kinds, phases and limits as the server has them (openspace/domain/vocabulary.py), from the shell of the page.
const given = JSON.parse(document.getElementById("vocabulary").textContent)

/** `[{kind, name, group}]` in the order of a report. @type {{kind: string, name: string, group: string}[]} */
export const NOTE_KINDS = given.note_kinds.map(([kind, name, group]) => ({ kind, name, group }))

/** `{kind: name}` of notes. @type {Record<string, string>} */
export const NOTE_NAMES = Object.fromEntries(NOTE_KINDS.map(({ kind, name }) => [kind, name]))

/** `{form, bearing, name, heading, column}`, in the order of lists; `column` is null for what is not shown beside the others. @type {{form: string, bearing: string, name: string, heading: string, column: number | null}[]} */
export const EVIDENCE_GROUPS = given.evidence_groups.map(([form, bearing, name, heading, column]) => ({ form, bearing, name, heading, column }))

/** `[[kind, name]]`: where evidence comes from. @type {[string, string][]} */
export const EVIDENCE_KINDS = given.evidence_kinds

/** `[[key, label]]`: whom people can turn to. @type {[string, string][]} */
export const HELP = given.help

/** Said wherever there is help. @type {string} */
export const LEAVE = given.leave

/** `[[kind, name]]` of time slots. @type {[string, string][]} */
export const SLOT_KINDS = given.slot_kinds

/** `{kind: name}` of time slots. @type {Record<string, string>} */
export const SLOT_NAMES = Object.fromEntries(SLOT_KINDS)

/** `[[joining, name]]`: who can join. @type {[string, string][]} */
export const JOININGS = given.joinings

/** `[[naming, name, explanation]]` @type {[string, string, string][]} */
export const NAMINGS = given.namings

/** `[[convergence, name, explanation]]`: how the gathering comes together near its end. @type {[string, string, string][]} */
export const CONVERGENCES = given.convergences

/** `[[cluster, name]]`: groups of what has dots, when they are closed. @type {[string, string][]} */
export const CLUSTERS = given.clusters

/** `[[order, name]]` of the reports in the book. @type {[string, string][]} */
export const REPORT_ORDERS = given.report_orders

/** `[[phase, name]]` in their order. @type {[string, string][]} */
export const PHASES = given.phases

/** `[[outcome, name]]` of an action. @type {[string, string][]} */
export const OUTCOMES = given.outcomes

/** The longest text of each kind, in characters. @type {Record<string, number>} */
export const LIMITS = given.limits

/** The text in place of the description of a photo that has none. @type {string} */
export const NO_DESCRIPTION = given.no_description

/** What counts as a report (`reported.js`). @type {import("./reported.js").Definition} */
export const REPORT = given.report

// A host's own text can be the name of what every object has, such as "constructor".
const of = (texts, text) => Object.hasOwn(texts, text) ? texts[text] : undefined

/** A principle, the law or the motto as this page says it: the host's own text, or the usual one in the page's language. */
export const said = text => of(given.usual, text) ?? text

/** The picture of what is said, if it is a usual text and this page has pictures. @type {(text: string) => string | undefined} */
export const pictureOf = text => of(given.pictures ?? {}, said(text))
