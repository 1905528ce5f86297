// What stays while sections change: the title, the connection status, the tabs, the toast.
import { html, useEffect } from "../core/html.js"
import { t } from "../core/language.js"
import { sentenceOf } from "../core/refusals.js"
import { HelpLink } from "../ui/help_link.js"
import { ConnectionStatus, Unsaved } from "../ui/status.js"
import { Toasts } from "../ui/toast.js"
import { toLookAt } from "../ui/waiting.js"
import { AlsoHere } from "./also_here.js"
import { TABS } from "./host.js"
import { Sheets } from "./sheets.js"
import { Now } from "./now.js"
import { Wall } from "./wall.js"
import { Harvest } from "./harvest.js"
import { Safety } from "./safety.js"
import { Paused } from "./safety_now.js"
import { Book } from "./book.js"
import { Settings } from "./settings.js"

const SECTIONS = { now: Now, wall: Wall, safety: Safety, harvest: Harvest, book: Book, settings: Settings }

/** @param {Props} props */
export function Frame({ host }) {
  const tab = host.tab.value
  const Section = SECTIONS[tab]
  const { title } = host.g.about.value
  useEffect(() => { document.title = `${t("Host")} · ${title}` }, [title])
  return html`
    <header class="top">
      <div class="top__line">
        <h1 class="top__title" dir="auto">${title}</h1>
        <${HelpLink} code=${host.g.about.value.code} />
        <${ConnectionStatus} connection=${host.connection}>
          ${host.connection.status.value === "live" && host.here.value > 0 && html`<span>${t("{here} here", { here: host.here.value })}</span>`}
        <//>
      </div>
      <${AlsoHere} host=${host} toName />
      <nav class="tabs" aria-label=${t("Sections")}>
        ${TABS.map(([name, label]) => html`
          <a key=${name} href=${`#${name}`} class="tabs__tab" aria-current=${tab === name ? "page" : undefined}
            onClick=${event => { event.preventDefault(); host.go(name) }}>${label}${name === "safety" && html`<${ToLookAt} g=${host.g} />`}</a>`)}
      </nav>
    </header>
    <main id="main" tabindex="-1" class=${`section section--${tab}`}>
      ${tab !== "safety" && html`<${Paused} host=${host} />`}
      <${Section} host=${host} />
    </main>
    <div class="foot">
      <${Toasts} toasts=${[...host.toasts.value, ...lateRefusals(host)]} onClose=${id => { host.dismiss(id); host.outbox.dismiss(id) }} />
      <${Unsaved} connection=${host.connection} outbox=${host.outbox} />
    </div>
    <${Sheets} host=${host} />`
}

/**
 * How many things wait for the host's eye.
 *
 * @param {Props} props
 */
function ToLookAt({ g }) {
  const count = toLookAt(g)
  return count > 0 && html`<span class="tabs__count"><span aria-hidden="true">${count}</span><span class="visually-hidden">${t("{count} to look at", { count })}</span></span>`
}

/** Refusals of commands from before a reload. */
function lateRefusals({ outbox }) {
  return outbox.refusals.value.map(({ id, error }) => ({ id, tone: "warn", text: t("Something that was sent earlier was refused: {error}", { error: sentenceOf(error) }) }))
}
