// The page of whoever leads through the announcements: on a tablet, with one large button.
import { html, useEffect, useRef } from "../core/html.js"
import { t, tc } from "../core/language.js"
import { announcing, isAnnouncing } from "../core/queue.js"
import { classes, named } from "../ui/card.js"
import { HelpLink } from "../ui/help_link.js"
import { ConnectionStatus, Unsaved } from "../ui/status.js"
import { Toasts } from "../ui/toast.js"
import { AlsoHere } from "./also_here.js"

/** A title with more letters is smaller, so that the words below it are seen. */
const LONG = 140

/** Milliseconds in which no second tap counts. */
const MOMENT = 700

/** @param {Props} props */
export function AnnouncePage({ host }) {
  const { g } = host
  const { called, waiting } = announcing(g)
  const { title } = g.about.value
  useEffect(() => { document.title = `${t("Announcing")} · ${title}` }, [title])
  return html`
    <header class="top">
      <div class="top__line">
        <h1 class="top__title" dir="auto">${title}</h1>
        <${HelpLink} code=${host.g.about.value.code} />
        <${ConnectionStatus} connection=${host.connection} quiet />
      </div>
      <${AlsoHere} host=${host} />
    </header>
    <main id="main" tabindex="-1" class="announcing">
      ${!isAnnouncing(g) && html`<p class="banner">${t("No topics are announced now. The facilitator turns it on in the settings.")}</p>`}
      ${(isAnnouncing(g) || called || waiting.length > 0) && html`
        <${Called} called=${called} />
        <${Buttons} ...${{ host, called, next: waiting[0] ?? null }} />
        <${Queue} ...${{ host, waiting }} />`}
    </main>
    <div class="foot">
      <${Toasts} toasts=${host.toasts.value} onClose=${host.dismiss} />
      <${Unsaved} connection=${host.connection} outbox=${host.outbox} />
    </div>`
}

/** The topic that is being announced, with the words to read out. */
function Called({ called }) {
  const topic = called?.topic
  return html`<section class="announcing__now" aria-labelledby="announcing-title" aria-live="polite">
    ${topic ? html`
      <p class="soft">${topic.read_out ? html`<b class="announcing__read">${t("Please read it out")}</b>` : t("Announced by its convener")}</p>
      <h2 id="announcing-title" class=${classes("announcing__title", { "announcing__title--long": topic.title.length > LONG })} dir="auto">${topic.title}</h2>
      ${topic.convener_name && html`<p>${named(topic.convener_name, topic.convener_typed)}</p>`}
      ${topic.content_note && html`<p class="soft">${t("Content note: {note}", { note: topic.content_note })}</p>`}
      ${topic.description && html`<p class="prose" dir="auto">${topic.description}</p>`}`
      : html`<h2 id="announcing-title" class="soft">${t("Nothing is being announced")}</h2>`}
  </section>`
}

/** @param {Props} props */
function Buttons({ host, called, next }) {
  const after = called?.row.id ?? ""
  const isSure = useSure(after)
  const sure = act => () => { if (isSure()) act() }
  const goOn = sure(() => host.send(next || !called ? "call_next" : "end_announcement", { after }))
  useKeys(goOn)
  if (!called && !next) return null
  return html`<div class="announcing__buttons">
    <button class="button announcing__next" autofocus onClick=${goOn}>${called ? (next ? tc("a button", "Next") : tc("a button", "Done")) : t("Call the first")}</button>
    ${called && html`
      <button class="button button--quiet" onClick=${sure(() => later(host, called))}>${t("Not here, later")}</button>
      ${next && html`<button class="button button--quiet" onClick=${sure(() => host.send("end_announcement", { after }))}>${t("Done, and call nobody")}</button>`}`}
  </div>`
}

/** A function that tells whether `shown` has been seen for a moment: a second tap by a trembling hand must not skip anybody. */
function useSure(shown) {
  const since = useRef(0)
  useEffect(() => { since.current = performance.now() }, [shown])
  return () => !shown || performance.now() - since.current > MOMENT
}

/** Space and Enter call the next one wherever the focus is, except on something that takes keys itself. A held key counts once. */
function useKeys(act) {
  const latest = useRef(act)
  latest.current = act
  useEffect(() => {
    const press = event => {
      if (event.key !== " " && event.key !== "Enter") return
      const takesKeys = event.target.closest("button, a, input, textarea, select, summary")
      if (event.repeat || !takesKeys) event.preventDefault()
      if (!event.repeat && !takesKeys) latest.current()
    }
    addEventListener("keydown", press)
    return () => removeEventListener("keydown", press)
  }, [])
}

/** @param {Props} props */
function Queue({ host, waiting }) {
  if (!waiting.length) return html`<p class="soft">${t("Nobody is waiting.")}</p>`
  return html`<section aria-labelledby="queue-title">
    <h2 id="queue-title">${t("Then")}</h2>
    <ol class="entries announcing__queue">
      ${waiting.map(one => html`
        <li class="entry" key=${one.topic.id}>
          <span class="entry__text entry__text--short" dir="auto"><b>${one.topic.title}</b>
            ${one.topic.convener_name && html` <span class="soft">${named(one.topic.convener_name, one.topic.convener_typed)}</span>`}
            ${one.topic.read_out && html` <span class="soft">· ${t("please read it out")}</span>`}</span>
          <button class="button button--quiet" aria-label=${t("Later: {title}", { title: one.topic.title })} onClick=${() => later(host, one)}>${t("Later")}</button>
        </li>`)}
    </ol>
  </section>`
}

function later(host, { topic }) {
  return host.send("announce_later", { topic: topic.id }, t("It is at the end of the queue now."))
}
