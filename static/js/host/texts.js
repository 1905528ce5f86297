// The gathering's own words.
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { said } from "../core/vocabulary.js"
import { Field, Tick } from "../ui/field.js"
import { LanguageField } from "../ui/language_field.js"
import { Naming } from "../ui/naming.js"
import { WorkingOn } from "./also_here.js"
import { EditsForm, useEdits, useSaving } from "./edits.js"

/** @param {Props} props */
export function Texts({ host }) {
  const about = host.g.about.value
  const languages = host.page.languages ?? []
  const edits = useEdits({ ...about, language: about.language || "en", principles: (about.principles ?? []).map(said).join("\n"), law: said(about.law), motto: said(about.motto), listed: Boolean(about.listed), was_here: Boolean(about.was_here), size: String(about.size || ""), report_minutes: String(about.report_minutes) })
  const { error, save } = useSaving(host, edits)
  const at = name => ({ id: `text-${name}`, value: edits.value(name), onInput: value => edits.set(name, value) })
  return html`
    <div class="paper">
      <${WorkingOn} host=${host} item="texts/gathering" mine=${edits.isChanged} />
      <${EditsForm} edits=${edits} onSave=${() => save(asArgs(edits.changed), t("Saved. Every screen shows it."))} save=${t("Save the texts")}>
        <${Field} ...${at("title")} label=${t("Title")} wide error=${error} />
        <${Field} ...${at("theme")} label=${t("Theme")} wide />
        <${Field} ...${at("statement")} label=${t("Statement")} wide rows="2" />
        <${Field} ...${at("sponsor")} label=${t("Sponsor")} />
        <${Field} ...${at("community")} label=${t("Community")} />
        <${Field} ...${at("venue")} label=${t("Venue")} wide rows="2" />
        <${LanguageField} ...${at("language")} languages=${languages} wide />
        <${Field} ...${at("size")} wide label=${t("People expected")} inputmode="numeric" hint=${t("Limits how many can join. Raise it if the gathering is full.")} />
        <${Field} ...${at("report_minutes")} wide label=${t("Minutes before the end of a session, when its page becomes the report")} inputmode="numeric" hint=${t("0: never.")} />
        <${Field} ...${at("welcome")} label=${t("Welcome")} wide rows="2" />
        <${Field} ...${at("principles")} label=${t("Principles")} wide rows="5" hint=${t("One per line.")} />
        <${Field} ...${at("law")} label=${t("Law of mobility")} wide rows="4" />
        <${Field} ...${at("motto")} label=${t("Motto")} wide />
        <${Field} ...${at("next_gathering")} label=${t("Next gathering")} wide rows="2" hint=${t("Shown at the end of the proceedings.")} />
        <${Naming} value=${edits.value("naming")} onChange=${value => edits.set("naming", value)} />
        <div class="field--wide"><${Tick} id="text-listed" label=${t("Show it on the front page of this server")}
          hint=${t("Its published book can then be searched there.")}
          checked=${edits.value("listed")} onChange=${value => edits.set("listed", value)} /></div>
        <div class="field--wide"><${Tick} id="text-was-here" label=${t("Offer “I was here” at the end of a session")}
          hint=${t("For each person’s own list. Neither you nor anybody else sees it, and it is deleted after 30 days.")}
          checked=${edits.value("was_here")} onChange=${value => edits.set("was_here", value)} /></div>
      <//>
    </div>`
}

/** @param {any} changed */
function asArgs({ principles, size, report_minutes, ...rest }) {
  return {
    ...rest,
    ...(size !== undefined && { size: Math.round(Number(size)) || 0 }),
    ...(report_minutes !== undefined && { report_minutes: Math.round(Number(report_minutes)) || 0 }),
    ...(principles !== undefined && { principles: principles.split("\n").map(line => line.trim()).filter(Boolean) }),
  }
}
