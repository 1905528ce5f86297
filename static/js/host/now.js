// "Now": what is done live comes first, also in one column: the bell, the news, what waits, the phase, the timer.
import { html } from "../core/html.js"
import { Announcing } from "./announcing.js"
import { Phases } from "./phases.js"
import { NewsOfTheDay } from "./news_of_the_day.js"
import { Script } from "./script.js"
import { Clock } from "./clock_line.js"
import { Closing } from "./closing.js"
import { Convergence } from "./convergence.js"
import { Coming } from "./coming.js"
import { Bell, News } from "./announce.js"
import { BellsToday } from "./bells_today.js"
import { AfterClosing, GoingSoon, PlainHttp } from "./keeping.js"
import { Links } from "./links.js"
import { Statement } from "./statement.js"
import { Timer } from "./timer.js"
import { WaitingForHost } from "./waiting.js"

/** @param {Props} props */
export function Now({ host }) {
  const isClosed = host.g.phase.value === "closed"
  return html`
    <div class="columns columns--now">
      <div class="column">
        <${GoingSoon} host=${host} />
        ${isClosed && html`<${AfterClosing} host=${host} />`}
        <${Bell} host=${host} />
        <${News} host=${host} />
        <${Announcing} host=${host} />
        <${BellsToday} host=${host} />
      </div>
      <div class="column">
        <${WaitingForHost} host=${host} />
        <${Phases} host=${host} />
        <${Closing} host=${host} />
        ${!isClosed && html`<${Clock} host=${host} /><${Timer} host=${host} />`}
        <${Coming} host=${host} />
        <${Convergence} host=${host} />
        <${NewsOfTheDay} host=${host} />
        <${Script} host=${host} />
        <${Statement} host=${host} />
      </div>
      <div class="column">
        <${Links} host=${host} />
        <${PlainHttp} />
      </div>
    </div>`
}
