// Not a module, so that it runs before the first paint: the reader's own settings (ui/looks.js), which are on this device.
try {
  document.documentElement.setAttribute("data-looks", JSON.parse(localStorage.getItem("openspace.looks") || "[]").join(" "))
} catch { /* This browser keeps nothing. */ }
// The chosen language goes out of the address into the cookie: which language somebody reads can tell who they are.
const address = new URL(location.href)
if (navigator.cookieEnabled && address.searchParams.has("language")) {
  address.searchParams.delete("language")
  history.replaceState(history.state, "", address)
}
