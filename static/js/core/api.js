// Asks the server over HTTP. What live pages ask again and again goes through connection.js.
import { setClock } from "./clock.js"

/**
 * Resolves to `{ok, status, body, error}`: `body` is the answer's JSON, `error` what it says went wrong
 * (`{code, message, again_in?, field?}`). Where nothing came back that could be read, `status` is 0 and both are null.
 * A `body` is posted as JSON, a FormData as it is. `token` or `as` say who asks, where the cookie does not.
 *
 * @param {string} path
 * @param {{token?: string | null, as?: string | null, body?: any, method?: string, signal?: AbortSignal}} [options]
 */
export async function call(path, { token = null, as = null, body, method = body ? "POST" : "GET", signal } = {}) {
  const asJson = body && !(body instanceof FormData)
  try {
    const response = await fetch(as ? `${path}${path.includes("?") ? "&" : "?"}as=${as}` : path, {
      method, signal,
      headers: { ...(asJson && { "Content-Type": "application/json" }), ...(token && { Authorization: `Bearer ${token}` }) },
      body: asJson ? JSON.stringify(body) : body,
    })
    setClock(response.headers.get("Date"))
    const answer = method === "HEAD" ? null : await response.json()
    return { ok: response.ok, status: response.status, body: answer, error: answer?.error ?? null }
  } catch {
    return { ok: false, status: 0, body: null, error: null }
  }
}
