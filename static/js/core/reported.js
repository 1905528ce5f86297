// What counts as the report of a session, as the server defines it (openspace/domain/reported.py).

/**
 * @typedef {{not_written: string[], sentences: number, long: number, end: string, letter: string, words: string}} Definition
 */

/**
 * Whether these notes are a report. Hidden and covered ones are left out by the caller.
 *
 * @param {{kind: string, text: string}[]} notes
 * @param {Definition} definition
 */
export function isReport(notes, definition) {
  const count = notes.filter(({ kind }) => !definition.not_written.includes(kind))
    .reduce((sum, { text }) => sum + sentencesIn(text, definition), 0)
  return count >= definition.sentences
}

function sentencesIn(text, { sentences, long, end, letter, words }) {
  if (!new RegExp(letter, "u").test(text)) return 0
  const parts = text.split(new RegExp(end, "u"))
  if (parts.length === 1 && [...text].length >= long) return sentences
  const isSentence = new RegExp(words, "u")
  return Math.max(1, parts.filter(part => isSentence.test(part)).length)
}
