// What most gatherings leave as it is: the words on the wall, how people are named, who finds it.
import { t } from "../core/language.js"
import { html } from "../core/html.js"
import { Field, Tick } from "../ui/field.js"
import { ResponsibleFields } from "../ui/responsible_fields.js"
import { HelpFields } from "../ui/help_fields.js"
import { WifiFields } from "../ui/wifi_fields.js"
import { Naming } from "../ui/naming.js"

export function More({ draft, change, usual, errors }) {
  const text = name => ({
    id: name, value: draft[name] ?? usual[name] ?? "", onInput: value => change({ [name]: value }),
  })
  const isOwn = draft.naming === "none" || draft.listed || errors.size || errors.wifi || errors["wifi.password"]
  return html`
    <details class="part more" open=${isOwn || undefined}>
      <summary><h2>${t("More")}</h2> <span class="soft">${t("names, principles, welcome: you can leave them as they are")}</span></summary>
      <div class="fields">
        <${Naming} value=${draft.naming} onChange=${naming => change({ naming })} />
        <div class="field--wide">
          <${Tick} id="listed" checked=${draft.listed} onChange=${listed => change({ listed })}
            label=${t("Show it on the front page of this server")}
            hint=${t("Its published book can then be searched there. Otherwise only people with the code or the link find it.")} />
        </div>
        <${Field} ...${text("size")} label=${t("People expected")} inputmode="numeric" autocomplete="off" error=${errors.size}
          hint=${t("Limits how many can join. You can change it on the day.")} />
        <${Field} ...${text("welcome")} wide rows="2" label=${t("Welcome")}
          hint=${t("What a phone says before the opening: when to arrive, coffee, whom to ask.")} />
        <${Field} ...${text("principles")} wide rows="5" label=${t("Principles")} hint=${t("One per line.")} />
        <${Field} ...${text("law")} wide rows="3" label=${t("Law of mobility")} />
        <${Field} ...${text("motto")} wide label=${t("Motto")} />
      </div>
      <h3 class="more__head">${t("Wi-Fi")}</h3>
      <p class="hint">${t("On the wall before the opening, on doors and on the QR sheet. Whoever has the code can read it: give the guests’ network.")}</p>
      <div class="fields">
        <${WifiFields} value=${key => draft.wifi[key] ?? ""} errors=${errors} onChange=${(key, value) => change(old => ({ wifi: { ...old.wifi, [key]: value } }))} />
      </div>
      <h3 class="more__head">${t("Help and quiet space")}</h3>
      <p class="hint">${t("Shown on every phone and on the wall. Leave it empty, and nothing is shown.")}</p>
      <div class="fields">
        <${HelpFields} value=${key => draft.help[key] ?? ""} onChange=${(key, words) => change(old => ({ help: { ...old.help, [key]: words } }))} />
      </div>
      <h3 class="more__head">${t("Who is responsible")}</h3>
      <p class="hint">${t("Shown in the privacy notice and the terms, which everybody can read before joining.")}</p>
      <div class="fields">
        <${ResponsibleFields} value=${key => draft.responsible?.[key] ?? ""} onChange=${(key, words) => change(old => ({ responsible: { ...old.responsible, [key]: words } }))} />
      </div>
    </details>`
}
