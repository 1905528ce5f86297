// The pages to print work without this; it only adds a button.
const button = document.getElementById("print");
button.hidden = !window.print;
button.addEventListener("click", () => window.print?.());
