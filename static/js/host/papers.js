// Papers for the organisation: who answers for what, and the folder of drafts to download.
import { t } from "../core/language.js"
import { html } from "../core/html.js"
import { ResponsibleFields } from "../ui/responsible_fields.js"
import { WorkingOn } from "./also_here.js"
import { Download } from "./download.js"
import { EditsForm, useEdits } from "./edits.js"

/** @param {Props} props */
export function PapersSettings({ host }) {
  const { responsible } = host.g.about.value
  const edits = useEdits(responsible ?? {})
  const save = async () => {
    const answer = await host.send("edit_gathering", { responsible: { ...responsible, ...edits.changed } }, t("Saved. The privacy notice shows it."))
    if (answer.ok) edits.reset()
  }
  return html`
    <section class="paper" aria-labelledby="papers-title">
      <h3 id="papers-title">${t("Papers for your organisation")}</h3>
      <p class="soft">${t("Everybody can read the {notice} and the {terms} before joining. They show what you type here.", {
        notice: html`<a href=${`/${host.code}/privacy`} target="_blank" rel="noopener">${t("privacy notice")}</a>`,
        terms: html`<a href=${`/${host.code}/terms`} target="_blank" rel="noopener">${t("terms")}</a>`,
      })}</p>
      <${WorkingOn} host=${host} item="texts/responsible" mine=${edits.isChanged} />
      <${EditsForm} edits=${edits} onSave=${save}>
        <${ResponsibleFields} value=${edits.value} onChange=${edits.set} />
      <//>
      <p class="soft">${t("Drafts in English that a trust or a charity asks for, as web page, Word and PDF: scope, data protection impact assessment, an agreement with whoever runs the server, privacy, terms, accessibility, security, records, photos, a letter to IT, and a plan for incidents. Each begins with what you still have to decide.")}</p>
      <p><${Download} href=${`/${host.code}/papers.zip`} name=${t("Download the papers (ZIP)")} /></p>
    </section>`
}
