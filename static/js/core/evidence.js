// What somebody types for an item of evidence, for the forms of phone and host.
import { asAddress } from "./address.js"

export const EMPTY = { form: "", bearing: "", kind: "", text: "", url: "", citation: "", content_note: "", named: false }

/** What a form shows of a row of one's own. */
export function fieldsOf({ form, bearing, own_kind, text, url, citation, content_note, named }) {
  return { form, bearing, kind: own_kind, text, url, citation, content_note: content_note ?? "", named }
}

/** The arguments of a command: only evidence has a bearing and a kind. */
export function tidy({ form, bearing, kind, text, url, citation, content_note = "", named }) {
  const isEvidence = form === "evidence"
  return {
    form, bearing: isEvidence ? bearing : "", kind: isEvidence ? kind : "", text: text.trim(), url: asAddress(url), citation: citation.trim(),
    content_note: content_note.trim(), named,
  }
}
