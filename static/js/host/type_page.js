// The page on which a host or a helper types paper in, with the keyboard alone.
import { html, useEffect, useState } from "../core/html.js"
import { t } from "../core/language.js"
import { HelpLink } from "../ui/help_link.js"
import { ConnectionStatus, Unsaved } from "../ui/status.js"
import { Toasts } from "../ui/toast.js"
import { AlsoHere } from "./also_here.js"
import { Sheets } from "./sheets.js"
import { TypeMore } from "./type_more.js"
import { TypeReports } from "./type_reports.js"
import { TypeTopics } from "./type_topics.js"

const PARTS = [["topics", t("Topics"), TypeTopics], ["reports", t("Reports"), TypeReports], ["more", t("Names, dots, reflections"), TypeMore]]

/** @param {Props} props */
export function TypePage({ host }) {
  const { title } = host.g.about.value
  const [part, setPart] = useState(partOf)
  useEffect(() => { document.title = t("Type in · {title}", { title }) }, [title])
  useEffect(() => {
    const follow = () => setPart(partOf())
    addEventListener("hashchange", follow)
    return () => removeEventListener("hashchange", follow)
  }, [])
  const Part = PARTS.find(([name]) => name === part)[2]
  return html`
    <header class="top">
      <div class="top__line">
        <h1 class="top__title">${t("Type paper in")}</h1>
        <${HelpLink} code=${host.g.about.value.code} />
        <${ConnectionStatus} connection=${host.connection} quiet />
      </div>
      <${AlsoHere} host=${host} />
      <nav class="tabs" aria-label=${t("What to type in")}>${PARTS.map(([name, label]) => html`
        <a key=${name} href=${`#${name}`} class="tabs__tab" aria-current=${part === name ? "page" : undefined}>${label}</a>`)}</nav>
    </header>
    <main id="main" tabindex="-1" class="typing"><${Part} key=${part} host=${host} /></main>
    <div class="foot">
      <${Toasts} toasts=${host.toasts.value} onClose=${host.dismiss} />
      <${Unsaved} connection=${host.connection} outbox=${host.outbox} />
    </div>
    <${Sheets} host=${host} />`
}

function partOf() {
  const name = location.hash.slice(1)
  return PARTS.some(([key]) => key === name) ? name : "topics"
}
