// Whom people can turn to: shown in the same corner of every phone, on the wall and on the pages without script.
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { HelpFields } from "../ui/help_fields.js"
import { WorkingOn } from "./also_here.js"
import { EditsForm, useEdits } from "./edits.js"

/** @param {Props} props */
export function HelpSettings({ host }) {
  const { help } = host.g.about.value
  const edits = useEdits(help ?? {})
  const save = async () => {
    const answer = await host.send("edit_gathering", { help: { ...help, ...edits.changed } }, t("Saved. Every screen shows it."))
    if (answer.ok) edits.reset()
  }
  return html`
    <section class="paper" aria-labelledby="help-title">
      <h3 id="help-title">${t("Help and quiet space")}</h3>
      <p class="soft">${t("Phones show it under “Help”, with “You may leave at any time. You owe nobody a reason.” The wall shows the support person and the quiet room.")}</p>
      <${WorkingOn} host=${host} item="texts/help" mine=${edits.isChanged} />
      <${EditsForm} edits=${edits} onSave=${save}>
        <${HelpFields} value=${edits.value} onChange=${edits.set} />
      <//>
    </section>`
}
