// Until when what is kept, in the same words on all pages.
import { t } from "../core/language.js"

/**
 * @param {{people_gone_on: string | null, purged_on: string | null} | undefined} kept
 * @param {Rows.Gatherings} about
 */
export function keptWords(kept, about) {
  if (about.people_gone_at) return [t("Names, contacts and who wrote what are erased. The book stays, without names."), all(kept)].filter(Boolean).join(" ")
  if (!kept) return ""
  const { people_gone_on, purged_on } = kept
  if (!people_gone_on) return all(kept) || t("It is kept.")
  const people = t("Names, contacts and who wrote what are erased on {date}.", { date: people_gone_on })
  return `${people} ${purged_on ? t("The book stays without names until it is erased, too, on {date}.", { date: purged_on }) : t("The book stays, without names.")}`
}

function all(kept) {
  return kept?.purged_on ? t("All of it is erased on {date}.", { date: kept.purged_on }) : ""
}
