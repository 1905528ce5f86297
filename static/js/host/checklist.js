// What the server says about the book as it would go out now, fetched again as the gathering goes on.
import { call } from "../core/api.js"
import { useEffect, useState } from "../core/html.js"
import { t } from "../core/language.js"

const QUIET_FOR = 2000

/** `{seq, findings, names, naming}`; null until it is there, `{problem}` where it cannot be had. */
export function useChecklist(host) {
  const [checklist, setChecklist] = useState(null)
  const seq = host.g.seq.value
  const isFirst = checklist === null
  useEffect(() => {
    let left = false
    // A rush of notes asks once, when it is over.
    const timer = setTimeout(async () => {
      const fresh = await fetchChecklist(host)
      if (!left) setChecklist(before => (fresh.problem && before?.findings ? before : fresh))
    }, isFirst ? 0 : QUIET_FOR)
    return () => { left = true; clearTimeout(timer) }
  }, [seq])
  return checklist
}

async function fetchChecklist({ code, token }) {
  const { ok, body } = await call(`/${code}/proof.json`, { token })
  return ok ? body : { problem: t("The list cannot be loaded just now. It will be loaded with the next change.") }
}
