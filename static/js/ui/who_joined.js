// Who joined an action, as everybody sees it.

/** "Kim, Rosa and at least 5 more", or "". @param {{joined_names?: string[], joined_others?: number}} note */
export function whoJoined({ joined_names: names = [], joined_others: others = 0 }) {
  const listed = names.join(", ")
  const more = others ? `at least ${others} more` : ""
  return listed && more ? `${listed} and ${more}` : listed || more
}
