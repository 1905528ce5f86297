// Announcing as the host starts it: whether topics queue, the ring, and the page for whoever calls them.
import { call } from "../core/api.js"
import { html, useState } from "../core/html.js"
import { t, tn } from "../core/language.js"
import { announcing, isAnnouncing } from "../core/queue.js"
import { sentenceOf } from "../core/refusals.js"
import { CopyField } from "../ui/copy_field.js"
import { Field, Tick } from "../ui/field.js"
import { Qr } from "../ui/qr.js"
import { EditsForm, useEdits, useSaving } from "./edits.js"

const USUAL_SECONDS = 30

/** @param {Props} props */
export function AnnouncingSettings({ host }) {
  const about = host.g.about.value
  const edits = useEdits({ announcing: Boolean(about.announcing), announce_seconds: about.announce_seconds ?? null })
  const { error, save } = useSaving(host, edits)
  const seconds = edits.value("announce_seconds")
  const args = () => ({ ...edits.changed, ...seconds !== null && { announce_seconds: Math.round(Number(seconds)) || 0 } })
  return html`
    <section class="paper" aria-labelledby="announcing-settings">
      <h3 id="announcing-settings">${t("Announcing in the circle")}</h3>
      <${EditsForm} edits=${edits} onSave=${() => save(args(), t("Saved."))} save=${t("Save announcing")}>
        <div class="field--wide"><${Tick} id="announcing-on" label=${t("Topics queue to be announced")} checked=${edits.value("announcing")}
          hint=${t("Whoever proposes a topic can queue. The wall shows the one that is announced, large and alone. The order is that of the queue.")}
          onChange=${value => edits.set("announcing", value)} /></div>
        <div class="field--wide"><${Tick} id="announcing-ring" label=${t("Show a calm ring while one is announced")} checked=${seconds !== null}
          hint=${t("Nothing happens when it is full.")}
          onChange=${value => edits.set("announce_seconds", value ? USUAL_SECONDS : null)} /></div>
        ${seconds !== null && html`<${Field} id="announcing-seconds" label=${t("Seconds")} inputmode="numeric" value=${String(seconds)} error=${error}
          onInput=${value => edits.set("announce_seconds", value)} />`}
      <//>
    </section>`
}

/**
 * While topics queue: what is being announced, and the way to the page that calls them.
 *
 * @param {Props} props
 */
export function Announcing({ host }) {
  const { g, code, base } = host
  const [link, setLink] = useState(/** @type {{url: string, minutes: number} | null} */ (null))
  if (!isAnnouncing(g)) return null
  const { called, waiting } = announcing(g)
  const invite = async () => {
    const { body, error } = await call(`/api/${code}/host/pass`, { method: "POST", as: "host", token: host.token })
    if (!body || error) return host.notify(sentenceOf(error), "warn")
    setLink({ url: body.host_url.replace("/host#", "/announce#"), minutes: body.minutes })
  }
  const end = async () => {
    const sure = !waiting.length || await host.confirm({
      title: t("End announcing?"), text: t("The queue is emptied. The topics stay as they are, and can be placed as before."), yes: t("End it"),
    })
    if (sure) host.send("edit_gathering", { announcing: false }, t("Announcing has ended. You can turn it on again under Settings."))
  }
  return html`
    <section class="paper" aria-labelledby="announcing-now">
      <h2 id="announcing-now">${t("Announcing")}</h2>
      <p>${called ? t("Now: {topic}", { topic: html`<b>${called.topic.title}</b>` }) : t("Nothing is being announced.")}
        ${waiting.length > 0 && html`${" "}<span class="soft">${t("Then: {topics}", { topics: waiting.slice(0, 3).map(({ topic }) => topic.title).join(" · ") })}</span>`}</p>
      <p class="row">
        <a class="button" href=${`/${code}/announce`} target="_blank" rel="noopener">${t("Call the topics")}</a>
        <button class="button button--quiet" onClick=${invite}>${link ? t("Another link") : t("Link for a helper")}</button>
        <button class="button button--quiet" onClick=${end}>${t("End announcing")}</button>
      </p>
      ${link && html`
        <p>${t("Whoever opens this link is a host on that device, and begins at the page that calls the topics. It works {once}: keep it off the projector.", {
          once: html`<strong>${tn("once, in the next minute", "once, in the next {n} minutes", link.minutes)}</strong>`,
        })}</p>
        <${CopyField} id="helper-link" label=${t("Link for a helper’s tablet")} text=${link.url} />
        <${Qr} text=${link.url} label=${t("the page that calls the topics, at {address}", { address: base })} />`}
    </section>`
}
