// Which gatherings this browser takes part in, for the front page. A key holds the code and the role, and nothing else: no
// title, no name, no time. Whatever forgets the keys of a gathering (identity.js, host_key.js, connection.js) forgets these.
import { forget, keep, keysOf } from "./storage.js"

const START = "gathering."

/** @param {string} code @param {"host" | "person"} role */
export function rememberVisit(code, role) {
  keep(`${START}${code}.${role}`, true)
}

/** @param {string} code @param {"host" | "person"} role */
export function forgetVisit(code, role) {
  forget(`${START}${code}.${role}`)
}

/** `[{code, role}]`. @returns {{code: string, role: "host" | "person"}[]} */
export function visits() {
  return keysOf(START).map(key => {
    const [code, role] = key.slice(START.length).split(".")
    return { code, role: role === "host" ? "host" : "person" }
  })
}
