// Runs beside the pages of one gathering, on a phone that keeps the wall (core/wall_copy.js). Where the network gives no answer, it
// answers with the page that shows the copy. It keeps nothing itself, never answers before the network, and passes all other pages on
// as they come. It leaves calls and sockets alone.
const worker = /** @type {any} */ (globalThis)
const HOME = new URL(worker.registration.scope).pathname
const NAME = `offline ${HOME.slice(1)}`
const PAGE = `${HOME}/me/offline`
const SESSION = /^\/s\/[^/]+\/?$/
const GONE = [404, 410]
/** What a proxy answers when it cannot reach the server. */
const UNREACHABLE = [502, 504]

worker.addEventListener("install", () => worker.skipWaiting())

// The browser asks for a page while the worker starts: nobody waits for it.
worker.addEventListener("activate", event => event.waitUntil(worker.registration.navigationPreload?.enable()))

worker.addEventListener("fetch", event => {
  const { method, mode, url } = event.request
  const { origin, pathname } = new URL(url)
  if (method !== "GET" || origin !== worker.location.origin) return
  if (mode === "navigate") {
    if (isPhone(pathname)) event.respondWith(page(event))
    // The browser has asked for it already, and would ask again: an export would be in the log of host actions twice.
    else if (event.preloadResponse) event.respondWith(fromNetwork(event))
  } else if (pathname.startsWith("/static/")) {
    event.respondWith(file(event.request))
  }
})

/** Another gathering's code may begin with this one's. */
function isPhone(pathname) {
  return pathname === HOME || (pathname.startsWith(HOME) && SESSION.test(pathname.slice(HOME.length)))
}

async function page(event) {
  const response = await fromNetwork(event).catch(() => null)
  if (GONE.includes(response?.status)) await leave()
  if (response && !UNREACHABLE.includes(response.status)) return response
  return await kept(PAGE) ?? response ?? Response.error()
}

async function fromNetwork(event) {
  return await event.preloadResponse ?? fetch(event.request)
}

async function file(request) {
  const response = await fetch(request).catch(() => null)
  return response ?? await kept(request.url) ?? Response.error()
}

function kept(address) {
  return caches.match(address, { cacheName: NAME, ignoreVary: true })
}

/** The gathering is gone, and so is its page. */
async function leave() {
  await caches.delete(NAME)
  await worker.registration.unregister()
}
