// Who else is host here, and what they work on.
import { html, useEffect } from "../core/html.js"
import { inWords, t } from "../core/language.js"
import { withCommas } from "../core/lists.js"
import { LIMITS } from "../core/vocabulary.js"
import { Field } from "../ui/field.js"
import { useEdits } from "./edits.js"
import { TABS } from "./host.js"

const NAMES = { ...Object.fromEntries(TABS), announce: t("Announce") }

/**
 * `toName`: with a link to where this device gets its name.
 *
 * @param {Props} props
 */
export function AlsoHere({ host, toName = false }) {
  const { name, others } = host.atWork
  if (!others.value.length || host.connection.status.value !== "live") return null
  return html`<p class="also-here soft">${t("Also here: {hosts}", { hosts: withCommas(others.value.map(({ name, on }) => `${name || t("another host")}${NAMES[on] ? ` (${NAMES[on]})` : ""}`)) })}
    ${toName && !name.value && html` <a href="#settings" onClick=${event => { event.preventDefault(); host.go("settings") }}>${t("Name this device")}</a>`}</p>`
}

/**
 * Who else is working on the item; `mine`: whether somebody is, here.
 *
 * @param {Props} props
 */
export function WorkingOn({ host, item, mine }) {
  const { item: own, others } = host.atWork
  useEffect(() => {
    if (!mine) return undefined
    own.value = item
    return () => { if (own.value === item) own.value = "" }
  }, [item, mine])
  const here = others.value.filter(other => other.item === item)
  return html`<span class="working-on soft" role="status">${here.length > 0 && (here.length > 1
    ? t("{hosts} are working on this.", { hosts: namesOf(here) }) : t("{host} is working on this.", { host: namesOf(here) }))}</span>`
}

const namesOf = hosts => inWords(hosts.map(({ name }) => name || t("Another host")))

/** @param {Props} props */
export function DeviceName({ host }) {
  const { name } = host.atWork
  const edits = useEdits({ name: name.value })
  const save = event => {
    event.preventDefault()
    name.value = edits.value("name").trim()
    edits.reset()
  }
  return html`<form class="stack" onSubmit=${save}>
    <${Field} id="device-name" label=${t("Name of this device")} value=${edits.value("name")} onInput=${text => edits.set("name", text)} maxlength=${LIMITS.device}
      autocomplete="off" placeholder=${t("Ana, or tablet")} hint=${t("Other hosts see it while you are here, with what you work on. It is kept on this device only.")} />
    <div class="row"><button class="button button--quiet" disabled=${!edits.isChanged}>${t("Save the name")}</button></div>
  </form>`
}
