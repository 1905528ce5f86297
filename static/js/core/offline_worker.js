// The worker that answers in place of the phone's page where there is no network (js/offline/worker.js), and the files that it
// answers with. They are the same for everybody: what is shown of a gathering is in wall_copy.js.

/** One worker for a gathering, so that leaving a gathering ends it. Its name is that of no gathering. */
const WORKER = "/offline.js"
const pageOf = code => `/${code}/me/offline`
const cacheOf = code => `offline ${code}`

// `caches` and workers are there with https, and on this computer.
const open = code => globalThis.caches?.open(cacheOf(code))
let policy = null

/** Whether this browser can do it here. */
export function canWorkOffline() {
  return "serviceWorker" in navigator && "caches" in globalThis
}

/** Throws where the browser refuses. */
export async function startWorker(code) {
  await keepFiles(code)
  await navigator.serviceWorker?.register(allowedAddress(), { scope: `/${code}` })
}

/** Resolves to whether there was one. */
export async function stopWorker(code) {
  const scope = new URL(`/${code}`, location.href).href
  const found = await navigator.serviceWorker?.getRegistration(scope)
  await globalThis.caches?.delete(cacheOf(code))
  // A browser also finds the worker of a gathering whose code begins like this one.
  return found?.scope === scope && found.unregister()
}

/** Fetches the page and its files again, where the program or the reader's language has changed. Throws if it cannot. */
export async function keepFiles(code) {
  const response = await fetch(pageOf(code))
  if (!response.ok || response.redirected) throw new Error(`${response.status}`)
  const [cache, page] = await Promise.all([open(code), response.clone().text()])
  if (page === await (await cache.match(pageOf(code)))?.text()) return
  const files = [...new Set(page.match(/\/static\/v-[^"]+/g))]
  const answers = await Promise.all(files.map(file => fetch(file)))
  // A server that has just been updated answers with its own file instead, and says that nobody may cache that.
  if (!answers.every(({ ok, headers }) => ok && headers.get("cache-control")?.includes("immutable"))) throw new Error("another version")
  // The page comes last: an earlier one has all its files until then.
  await Promise.all(answers.map((answer, nth) => cache.put(files[nth], answer)))
  await cache.put(pageOf(code), response)
  const isOld = ({ url }) => ![pageOf(code), ...files].includes(new URL(url).pathname)
  await Promise.all((await cache.keys()).filter(isOld).map(request => cache.delete(request)))
}

// The policy of the page allows no other address (web/offline.py).
function allowedAddress() {
  policy ??= /** @type {any} */ (globalThis).trustedTypes?.createPolicy?.("offline", { createScriptURL: () => WORKER })
  return policy?.createScriptURL?.(WORKER) ?? WORKER
}
