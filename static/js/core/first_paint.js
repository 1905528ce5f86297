// Not a module, so that it runs before the first paint: the reader's own settings (ui/looks.js), which are on this device.
try {
  document.documentElement.setAttribute("data-looks", JSON.parse(localStorage.getItem("openspace.looks") || "[]").join(" "))
} catch { /* This browser keeps nothing. */ }
