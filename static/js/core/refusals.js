// The sentence that is shown for an error: the server's own, or that of a condition only the browser knows.
import { t } from "./language.js"

const OWN = {
  unreachable: t("The server cannot be reached just now. Please try again in a moment."),
  unanswered: t("No answer yet. It will be sent again."),
  malformed: t("Something kept on this phone could not be read and was put away."),
  not_loaded: t("It worked, but the page could not load. Please reload."),
  photo_unreadable: t("This picture could not be read. Please try another."),
}
const UNKNOWN = t("That did not work. Please try again.")

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
