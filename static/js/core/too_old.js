// Not a module, and written for browsers of ten years ago: where the page's modules cannot start, or have not drawn
// it after eight seconds, this says so and leads to what works without them.
setTimeout(function () {
  var message = document.getElementById("too-old")
  if (message) message.hidden = false
}, 8000)
