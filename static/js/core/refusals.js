// The sentence that is shown for an error: the server's own, or that of a condition only the browser knows.

const OWN = {
  unreachable: "The server cannot be reached just now. Please try again in a moment.",
  unanswered: "No answer yet. It will be sent again.",
  malformed: "Something kept on this phone could not be read and was put away.",
  not_loaded: "It worked, but the page could not load. Please reload.",
  photo_unreadable: "This picture could not be read. Please try another.",
}
const UNKNOWN = "That did not work. Please try again."

/**
 * `error` is `{code, message, …}` of the server, `{code}` of the browser, or null where no answer came. `better` has
 * sentences by code where a page knows more than the server ("unreachable": no answer came).
 *
 * @param {{code: string, message?: string} | null} error
 * @param {Record<string, string>} [better]
 */
export function sentenceOf(error, better = {}) {
  const code = error?.code ?? "unreachable"
  return better[code] ?? error?.message ?? OWN[code] ?? UNKNOWN
}
