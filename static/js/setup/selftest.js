// What only the browser can find out: whether it can run the phone's page, storage, a live connection, how quick the
// answer is. Its only imports are the tried ones, so that it also runs where the other modules do not load.

/** The server translates the literals (core/language.js). @param {string} text */
const t = text => text, tc = (context, text) => text
const list = document.getElementById("browser-findings")

document.getElementById("too-old").remove()
phonePage().then(found => report(t("Phone page"), ...found))
report(t("Storage"), ...storage())
webSocket().then(found => report(t("Live updates"), ...found))
roundTrip().then(found => report(t("Speed"), ...found))

/** Imports what the phone's page is made of: one piece that is too new for this browser stops all of it. */
async function phonePage() {
  try {
    await Promise.all(list.dataset.modules.split(" ").map(address => import(address)))
    return [true, t("This browser can run it.")]
  } catch {
    return [false, t("This browser is too old for it, or it did not load whole. Load this page again, or use a newer browser.")]
  }
}

function storage() {
  try {
    localStorage.setItem("openspace.try", "1")
    localStorage.removeItem("openspace.try")
    return [true, t("What is typed without a network is kept here until it can be sent.")]
  } catch {
    return [null, t("This browser keeps nothing: it works while the page stays open.")]
  }
}

/** A WebSocket to the server says hello: proxies and some guest networks let none through. */
function webSocket() {
  return new Promise(resolve => {
    const scheme = location.protocol === "https:" ? "wss" : "ws"
    const socket = new WebSocket(`${scheme}://${location.host}/socket.io/?EIO=4&transport=websocket`)
    const done = found => {
      clearTimeout(timer)
      socket.close()
      resolve(found)
    }
    const silent = [null, t("WebSockets are blocked, perhaps by a proxy or a filter of the network. Pages ask every two or three seconds instead.")]
    const timer = setTimeout(() => done(silent), 6000)
    socket.onmessage = () => done([true, t("WebSockets work: what one person does, everybody sees at once.")])
    socket.onerror = () => done(silent)
  })
}

async function roundTrip() {
  const times = []
  for (let turn = 0; turn < 6; turn++) {
    const before = performance.now()
    try {
      if (!(await fetch("/healthz", { cache: "no-store" })).ok) return [false, t("The server has a problem.")]
    } catch {
      return [false, t("The server does not answer.")]
    }
    times.push(performance.now() - before)
  }
  const typical = times.slice(1).sort((a, b) => a - b)[2]
  return [typical < 500 ? true : null, t("Usually {milliseconds} ms.").replace("{milliseconds}", String(Math.max(1, Math.round(typical))))]
}

function report(name, ok, says) {
  const line = document.createElement("li")
  line.className = `finding finding--${ok === null ? "note" : ok ? "good" : "bad"}`
  const mark = document.createElement("span")
  mark.className = "finding__mark"
  mark.textContent = ok === null ? tc("check", "Note") : ok ? tc("check", "Good") : tc("check", "Look")
  const title = document.createElement("b")
  title.textContent = name
  const text = document.createElement("span")
  text.textContent = says
  line.append(mark, title, text)
  list.append(line)
}
