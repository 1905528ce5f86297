// The front page's list of this browser's own gatherings: the way back, and what needs attention there.
import { call } from "../core/api.js"
import { createGathering } from "../core/gathering.js"
import { html, render, signal } from "../core/html.js"
import { LANGUAGE, t, tn } from "../core/language.js"
import { latestNotices } from "../core/notices.js"
import { recall } from "../core/storage.js"
import { forgetVisit, visits } from "../core/visited.js"
import { emptyOld, turnOff } from "../core/wall_copy.js"
import { whatWaits } from "../ui/waiting.js"

/** `[{code, role, title, waits}]`: what the server said about them. */
const found = signal([])

render(html`<${Mine} />`, document.getElementById("mine"))
for (const visit of visits()) look(visit)
emptyOld()

async function look({ code, role }) {
  const credentials = role === "host" ? { as: "host" } : { token: recall(`me.${code}`)?.token }
  const { ok, status, body } = await call(`/api/${code}/state`, credentials)
  const g = ok && createGathering(body)
  // It was deleted, or this browser is nobody there any more.
  if ((status >= 400 && status < 500 && status !== 429) || (g && role === "person" && !g.me.value)) return forgetAll(code, role)
  found.value = [...found.value, { code, role, ...(g ? told(g, role) : { title: code, waits: [] }) }]
}

function told(g, role) {
  const notices = latestNotices(g).length
  const waits = role === "host" ? whatWaits(g).map(({ words }) => words)
    : notices ? [tn("{n} notice for you", "{n} notices for you", notices)] : []
  return { title: g.about.value.title, waits }
}

function Mine() {
  const sorted = [...found.value].sort((a, b) => a.title.localeCompare(b.title, LANGUAGE))
  const [hosted, joined] = ["host", "person"].map(role => sorted.filter(one => one.role === role))
  if (!found.value.length) return null
  return html`<section class="shelf" aria-labelledby="mine-title">
    <h2 id="mine-title">${t("Your gatherings")}</h2>
    ${hosted.length > 0 && html`<${List} gatherings=${hosted} />`}
    ${joined.length > 0 && html`<details class="mine__joined">
      <summary>${t("Where you take part ({count})", { count: joined.length })}</summary>
      <${List} gatherings=${joined} />
    </details>`}
    <p class="hint">${t("Only this browser has this list. Do others use it? Then remove what they should not see. To sign out as well, open the gathering: as host under “Settings”, otherwise under “Me”.")}</p>
  </section>`
}

function List({ gatherings }) {
  return html`<ul class="gatherings">
    ${gatherings.map(({ code, role, title, waits }) => html`
      <li class="gathering" key=${code}>
        <a class="gathering__title" href=${role === "host" ? `/${code}/host` : `/${code}`}>${title}</a>
        ${waits.length > 0 && html`<p class="gathering__waits">${waits.join(" · ")}</p>`}
        <p class="gathering__facts">
          <span class="chip">${role === "host" ? t("You are host") : t("You take part")}</span>
          <button type="button" class="button button--quiet" aria-label=${t("Remove {title} from this list", { title })}
            onClick=${() => remove(code, role)}>${t("Remove from this list")}</button>
        </p>
      </li>`)}
  </ul>`
}

/** With the copy of the wall, which this phone may keep. */
function forgetAll(code, role) {
  forgetVisit(code, role)
  if (role === "person") turnOff(code)
}

function remove(code, role) {
  forgetAll(code, role)
  found.value = found.value.filter(one => one.code !== code || one.role !== role)
  setTimeout(focusWhatIsLeft)
}

function focusWhatIsLeft() {
  const next = document.querySelector("#mine .gathering__title") ?? document.getElementById("code")
  if (next instanceof HTMLElement) next.focus()
}
