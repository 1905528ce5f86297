// Who joined an action, as everybody sees it.
import { LANGUAGE, t, tn } from "../core/language.js"
import { withCommas } from "../core/lists.js"

/** "Kim, Rosa and at least 5 more", or "". @param {{joined_names?: string[], joined_others?: number}} note */
export function whoJoined({ joined_names: names = [], joined_others: others = 0 }) {
  const listed = withCommas([...names].sort((a, b) => a.localeCompare(b, LANGUAGE)))
  if (!others) return listed
  const more = tn("at least {n} more", "at least {n} more", others)
  return listed ? t("{names} and {more}", { names: listed, more }) : more
}
