// The fields for the Wi-Fi of the place.
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { Field, Tick } from "./field.js"

/** `value(key)` is that of `name`, `password` and `hidden`; `onChange(key, value)` takes the next one. `errors` are by id. */
export function WifiFields({ value, onChange, errors }) {
  const at = (key, id) => ({
    id, value: value(key), error: errors[id], onInput: text => onChange(key, text),
    autocomplete: "off", autocapitalize: "off", spellcheck: false,
  })
  return html`
    <${Field} ...${at("name", "wifi")} label=${t("Name of the Wi-Fi")} />
    <${Field} ...${at("password", "wifi.password")} label=${t("Password")} placeholder=${t("None")} />
    <div class="field--wide"><${Tick} id="wifi.hidden" label=${t("It does not send its name")} checked=${Boolean(value("hidden"))}
      onChange=${hidden => onChange("hidden", hidden)} /></div>`
}

/** The id of the field that a refusal is about; null if it is another one. */
export function wifiFieldOf({ field, key }) {
  const name = field ?? key
  return name === "wifi_password" ? "wifi.password" : name === "wifi_name" ? "wifi" : null
}
