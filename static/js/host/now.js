// "Now": where the day stands, the circle's script, the bell, the news, and the ways to everything else.
import { html } from "../core/html.js"
import { Phases } from "./phases.js"
import { Script } from "./script.js"
import { Clock } from "./clock_line.js"
import { Bell, News } from "./announce.js"
import { GoingSoon, PlainHttp } from "./keeping.js"
import { Links } from "./links.js"

/** @param {Props} props */
export function Now({ host }) {
  return html`
    <div class="columns">
      <div class="column">
        <${GoingSoon} host=${host} />
        <${Phases} host=${host} />
        <${Clock} host=${host} />
        <${Script} host=${host} />
      </div>
      <div class="column">
        <${Bell} host=${host} />
        <${News} host=${host} />
        <${Links} host=${host} />
        <${PlainHttp} />
      </div>
    </div>`
}
