// What the gathering is, where, and for whom. Only the title is needed.
import { html, useMemo } from "../core/html.js"
import { Field } from "../ui/field.js"
import { LanguageField } from "../ui/language_field.js"
import { knownZones } from "../core/wall_time.js"
import { t } from "../core/language.js"
import { LANGUAGES, renamed } from "./first_words.js"

export function Basics({ draft, change, errors }) {
  const set = name => value => change({ [name]: value })
  const zones = useMemo(() => knownZones(draft.timezone).map(zone => [zone, zone.replaceAll("_", " ")]), [])
  const at = name => ({ id: name, value: draft[name], onInput: set(name), error: errors[name] })
  return html`
    <section class="part" aria-labelledby="basics-title">
      <h2 id="basics-title">${t("The gathering")}</h2>
      <div class="fields">
        <${Field} ...${at("title")} wide label=${t("Title")} required autocomplete="off" class="big" />
        <${Field} ...${at("theme")} wide label=${t("Theme")} hint=${t("The question everybody comes for.")} />
        <${Field} ...${at("statement")} wide rows="2" label=${t("Statement")}
          hint=${t("If you explore one: people bring what confirms or refutes it.")} />
        <${Field} ...${at("venue")} wide rows="2" label=${t("Venue")} autocomplete="off"
          hint=${t("Address, and how to get in: step-free way, parking, a quiet room.")} />
        <${Field} ...${at("sponsor")} label=${t("Sponsor")} hint=${t("Who invites.")} autocomplete="off" />
        <${Field} ...${at("community")} label=${t("Community")} hint=${t("Groups your events under one name.")} autocomplete="off" />
        <${Field} ...${at("timezone")} label=${t("Time zone")} options=${zones} />
        <${LanguageField} ...${at("language")} languages=${LANGUAGES}
          onInput=${language => change(now => ({ language, rooms: renamed(now.rooms, language) }))} />
      </div>
    </section>`
}
