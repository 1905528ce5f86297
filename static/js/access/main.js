// The page about accessibility: the reader's own settings, also for somebody who has not joined.
import { html, render } from "../core/html.js"
import { Looks } from "../ui/looks.js"

render(html`<${Looks} />`, document.getElementById("looks"))
