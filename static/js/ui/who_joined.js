// Who joined an action, as everybody sees it.
import { t, tn } from "../core/language.js"

/** "Kim, Rosa and at least 5 more", or "". @param {{joined_names?: string[], joined_others?: number}} note */
export function whoJoined({ joined_names: names = [], joined_others: others = 0 }) {
  const listed = names.join(", ")
  if (!others) return listed
  const more = tn("at least {n} more", "at least {n} more", others)
  return listed ? t("{names} and {more}", { names: listed, more }) : more
}
