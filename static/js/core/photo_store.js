// Photos that wait to be sent, in IndexedDB, because localStorage is too small for them. Some private windows refuse it:
// then a photo lives only as long as its page.
const NAME = "openspace"
const TABLE = "photos"

/** Stores `photo`, `{id, code, person, …}`. Resolves to whether the browser took it. */
export async function storePhoto(photo) {
  return run("readwrite", table => table.put(photo)).then(() => true, () => false)
}

/** Stores changes of a photo. One that was removed meanwhile, as by another tab, stays removed. */
export async function updatePhoto(id, changes) {
  await run("readwrite", table => {
    const found = table.get(id)
    found.onsuccess = () => { if (found.result) table.put({ ...found.result, ...changes }) }
    return found
  }).catch(() => {})
}

/** Resolves to a person's photos in a gathering, in the order in which they were chosen. */
export async function storedPhotos(code, person) {
  const all = await run("readonly", table => table.getAll()).catch(() => [])
  return all.filter(photo => photo.code === code && photo.person === person).sort((a, b) => a.at - b.at)
}

export async function removePhoto(id) {
  await run("readwrite", table => table.delete(id)).catch(() => {})
}

/** Removes the photos of everybody who used this browser in a gathering. */
export async function removePhotos(code) {
  await run("readwrite", table => {
    const found = table.getAll()
    found.onsuccess = () => found.result.filter(photo => photo.code === code).forEach(({ id }) => table.delete(id))
    return found
  }).catch(() => {})
}

/** Runs one transaction, and resolves to the result of the request that `ask` returns once it is committed. */
async function run(mode, ask) {
  const database = await open()
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(TABLE, mode)
      const request = ask(transaction.objectStore(TABLE))
      transaction.oncomplete = () => resolve(request.result)
      transaction.onabort = () => reject(transaction.error)
    })
  } finally {
    database.close()
  }
}

function open() {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(NAME, 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore(TABLE, { keyPath: "id" })
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(opening.error)
  })
}
