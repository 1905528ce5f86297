// One page with two uses. At /CODE/me/offline somebody chooses whether this phone keeps the wall. Where there is no network, the worker
// answers with the same page in place of the phone's, and it shows what is kept.
import { html, render } from "../core/html.js"
import { Choice } from "./choice.js"
import { Reading } from "./reading.js"

const root = document.getElementById("app")
const View = location.pathname.endsWith("/me/offline") ? Choice : Reading

render(html`<${View} code=${root.dataset.code} />`, root)
