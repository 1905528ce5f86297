// Not a module. On the page that says that a gathering is gone: no copy of its wall stays on this device, and nothing else either
// where the server knows that the gathering was deleted (`data-all`).
try {
  const code = location.pathname.split("/")[1].replace(/\W/g, "").toUpperCase()
  const isAll = document.currentScript.hasAttribute("data-all")
  for (const key of Object.keys(localStorage)) {
    if (key === `openspace.copy.${code}` || (isAll && key.startsWith("openspace.") && key.split(".").includes(code))) localStorage.removeItem(key)
  }
} catch { /* This browser keeps nothing. */ }
