// Who may come in, and how much one person may hold.
import { html, useState } from "../core/html.js"
import { t } from "../core/language.js"
import { JOININGS } from "../core/vocabulary.js"
import { Field, Tick } from "../ui/field.js"
import { useEdits } from "./edits.js"

/** @param {Props} props */
export function Doors({ host }) {
  const about = host.g.about.value
  const edits = useEdits({ joining: about.joining, word: about.joining_word })
  const [error, setError] = useState("")
  const joining = edits.value("joining")
  const save = async event => {
    event.preventDefault()
    const word = edits.value("word").trim()
    if (joining === "word" && !word) return setError(t("Choose a word."))
    const answer = await host.send("set_doors", { joining, ...(joining === "word" && { word }) }, t("Saved. People who joined already can stay."))
    if (!answer.ok) return
    setError("")
    edits.reset()
  }
  return html`
    <section class="paper" aria-labelledby="doors-title">
      <h2 id="doors-title">${t("Who can join")}</h2>
      <form class="stack" onSubmit=${save} noValidate>
        <fieldset class="field"><legend class="visually-hidden">${t("Who can join")}</legend>
          ${JOININGS.map(([key, label]) => html`
            <label key=${key}><input type="radio" name="joining" checked=${joining === key} onChange=${() => edits.set("joining", key)} />${label}</label>`)}
        </fieldset>
        ${joining === "word" && html`<${Field} id="doors-word" label=${t("The word")} value=${edits.value("word")} error=${error} autocomplete="off"
          onInput=${word => edits.set("word", word)} hint=${t("Only you see it here. Say it, or write it on a flip chart.")} />`}
        <div class="row"><button class="button" disabled=${!edits.isChanged}>${t("Save")}</button>
          ${edits.isChanged && html`<button type="button" class="button button--quiet" onClick=${edits.reset}>${t("Cancel")}</button>`}</div>
      </form>
    </section>`
}

/** @param {Props} props */
export function Limits({ host }) {
  const { cells_each, topics_each, approval, opens_early } = host.g.about.value
  const edits = useEdits({ cells_each, topics_each, approval, opens_early })
  const [error, setError] = useState("")
  const number = name => ({
    id: `limits-${name}`, value: String(edits.value(name)), inputmode: "numeric", autocomplete: "off",
    onInput: value => edits.set(name, value),
  })
  const save = async event => {
    event.preventDefault()
    const { approval: _approval, opens_early: _early, ...numbers } = edits.changed
    if (Object.values(numbers).some(value => !/^\d{1,4}$/.test(String(value).trim()))) return setError(t("A whole number; 0 is as many as they wish."))
    const args = Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, Number(value)]))
    const answer = await host.send("edit_gathering", { ...edits.changed, ...args }, t("Saved."))
    if (!answer.ok) return
    setError("")
    edits.reset()
  }
  return html`
    <section class="paper" aria-labelledby="limits-title">
      <h2 id="limits-title">${t("How much for one person")}</h2>
      <p class="soft">${t("You can always add more, for yourself and for others. 0: as many as they wish.")}</p>
      <form class="fields" onSubmit=${save} noValidate>
        <${Field} ...${number("cells_each")} label=${t("Places at a time")} error=${error} />
        <${Field} ...${number("topics_each")} label=${t("Open topics")} />
        <div class="field--wide"><${Tick} id="limits-approval" label=${t("Topics appear only after I show them")} checked=${Boolean(edits.value("approval"))}
          onChange=${value => edits.set("approval", value)} hint=${t("Until then their convener and you see them.")} /></div>
        <div class="field--wide"><${Tick} id="limits-early" label=${t("Places can be chosen before the marketplace")} checked=${Boolean(edits.value("opens_early"))}
          onChange=${value => edits.set("opens_early", value)} hint=${t("Topics placed ahead favour those who come early.")} /></div>
        <div class="row field--wide"><button class="button" disabled=${!edits.isChanged}>${t("Save")}</button></div>
      </form>
    </section>`
}
