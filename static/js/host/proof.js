// What the server says about the book as it would go out now, fetched again as the gathering goes on.
import { call } from "../core/api.js"
import { useEffect, useState } from "../core/html.js"

const QUIET_FOR = 2000

/** `{seq, findings, names, naming}`; null until it is there, `{problem}` where it cannot be had. */
export function useProof(host) {
  const [proof, setProof] = useState(null)
  const seq = host.g.seq.value
  const isFirst = proof === null
  useEffect(() => {
    let left = false
    // A rush of notes asks once, when it is over.
    const timer = setTimeout(async () => {
      const fresh = await fetchProof(host)
      if (!left) setProof(before => (fresh.problem && before?.findings ? before : fresh))
    }, isFirst ? 0 : QUIET_FOR)
    return () => { left = true; clearTimeout(timer) }
  }, [seq])
  return proof
}

async function fetchProof({ code, token }) {
  const { ok, body } = await call(`/${code}/proof.json`, { token })
  return ok ? body : { problem: "The list cannot be fetched just now. It comes by itself with the next change." }
}
