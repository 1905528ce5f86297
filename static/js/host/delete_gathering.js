// Deletes the gathering now. The page says first what is deleted and what stays, and the host types the title.
import { call } from "../core/api.js"
import { html, useState } from "../core/html.js"
import { t } from "../core/language.js"
import { sentenceOf } from "../core/refusals.js"
import { Field } from "../ui/field.js"
import { Download } from "./download.js"

/** @param {Props} props */
export function DeleteGathering({ host }) {
  const { title } = host.g.about.value
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState("")
  const [error, setError] = useState("")
  const [busy, setBusy] = useState(false)
  const go = async event => {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    setError(await erase(host, typed))
    setBusy(false)
  }
  return html`
    <section class="paper danger" aria-labelledby="delete-title">
      <h3 id="delete-title">${t("Delete this gathering")}</h3>
      <p>${t("All of it is erased from this server at once: topics, notes, evidence, pictures, names, the book. This cannot be undone.")}</p>
      <p class="soft">${t("Downloads, paper and photographs of the wall stay with whoever has them. Save what you need first:")}</p>
      <p class="row"><a class="button button--quiet" href=${`/${host.code}/export.json`} download>${t("Download a backup")}</a>
        <${Download} href=${`/${host.code}/proceedings.zip`} name=${t("Download the book")} /></p>
      ${open ? html`
        <form class="stack stack--tight" onSubmit=${go} noValidate>
          <${Field} id="delete-confirm" label=${t("Type the title to confirm")} hint=${t("“{title}”, or the code {code}", { title, code: host.code })} value=${typed}
            onInput=${setTyped} error=${error} autocomplete="off" autocapitalize="off" spellcheck="false" />
          <div class="row">
            <button class="button button--danger" disabled=${busy || !typed.trim()}>${busy ? t("Deleting…") : t("Delete it for good")}</button>
            <button type="button" class="button button--quiet" onClick=${() => setOpen(false)}>${t("Keep it")}</button>
          </div>
        </form>`
      : html`<p><button class="button button--danger" onClick=${() => setOpen(true)}>${t("Delete this gathering…")}</button></p>`}
    </section>`
}

/** A sentence about what went wrong; else the page ends, as on every phone. */
async function erase(host, confirm) {
  const { body, error } = await call(`/api/${host.code}/delete`, { as: "host", token: host.token, body: { confirm } })
  if (!body?.deleted) return sentenceOf(error, { unreachable: t("The server cannot be reached just now. Nothing was deleted.") })
  host.connection.end()
  return ""
}
