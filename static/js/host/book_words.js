// The host's words around the reports, who is credited, and which parts are in.
import { html } from "../core/html.js"
import { inQuotes, t } from "../core/language.js"
import { withCommas } from "../core/lists.js"
import { REPORT_ORDERS } from "../core/vocabulary.js"
import { Field, Tick } from "../ui/field.js"
import { WorkingOn } from "./also_here.js"
import { EditsForm, useEdits, useSaving } from "./edits.js"

/** @param {Props} props */
export function Words({ host }) {
  const { book, naming, title, theme, statement } = host.g.about.value
  const edits = useEdits({ ...book, credits: book.credits.join("\n") })
  const { error, save } = useSaving(host, edits, "edit_book")
  const at = name => ({ id: `book-${name}`, value: edits.value(name), onInput: value => edits.set(name, value) })
  return html`
    <section class="paper" aria-labelledby="words-title">
      <div class="head"><h2 id="words-title">${t("Title page and words")}</h2></div>
      <p class="soft">${t("On the title page: {title}, dates and place as under {settings}. All of this is optional.", {
        title: withCommas([title, theme].filter(Boolean).map(inQuotes)),
        settings: html`<a href="#settings" onClick=${event => { event.preventDefault(); host.go("settings") }}>${t("Settings")}</a>`,
      })}</p>
      <${WorkingOn} host=${host} item="texts/book" mine=${edits.isChanged} />
      <${EditsForm} edits=${edits} onSave=${() => save(asArgs(edits.changed), t("Saved to the draft."))} save=${t("Save the words")}>
        <${Field} ...${at("subtitle")} label=${t("Subtitle")} wide error=${error} />
        <${Field} ...${at("introduction")} label=${t("Introduction")} wide rows="6" hint=${t("Comes before everything else. A blank line starts a new paragraph.")} />
        ${statement && html`<${Field} ...${at("reading")} label=${t("How you read the evidence")} wide rows="4"
          hint=${t("Printed after what people brought to the statement, under a heading of its own.")} />`}
        <${Field} ...${at("closing")} label=${t("Closing words")} wide rows="4" />
        <${Field} ...${at("credits")} label=${t("Credits")} wide rows="3"
          hint=${naming === "none"
            ? t("Nobody is named in this gathering: credits with names are left out while that is so.")
            : t("One per line: who put the book together, drew or translated. Ask them first.")} />
        <${Field} ...${at("imprint")} label=${t("Publisher and licence")} wide rows="3" hint=${t("How to cite it, and whom to write to, too.")} />
      <//>
    </section>`
}

/** @param {Props} props */
export function Parts({ host }) {
  const { book } = host.g.about.value
  const parts = host.page.parts ?? []
  const isIn = part => !book.left_out.includes(part)
  const turn = (part, on) => {
    const left_out = parts.map(([name]) => name).filter(name => (name === part ? !on : !isIn(name)))
    host.send("edit_book", { left_out }, on ? t("It is in the book.") : t("It is left out. Notes stay in their reports."))
  }
  return html`
    <section class="paper" aria-labelledby="parts-title">
      <h2 id="parts-title">${t("Order and parts")}</h2>
      <fieldset class="field naming">
        <legend>${t("Order of reports")}</legend>
        ${REPORT_ORDERS.map(([key, label]) => html`
          <div class="tick" key=${key}>
            <input type="radio" name="order" id=${`order-${key}`} checked=${book.order === key}
              onChange=${() => host.send("edit_book", { order: key }, t("Saved."))} />
            <label for=${`order-${key}`}>${label}</label>
          </div>`)}
      </fieldset>
      <fieldset class="field parts">
        <legend>${t("In the book")}</legend>
        ${parts.map(([part, label]) => html`
          <${Tick} key=${part} id=${`part-${part}`} label=${label} checked=${isIn(part)} onChange=${on => turn(part, on)} />`)}
      </fieldset>
      <p class="hint">${t("Agenda, reports and the note on how it was made are always in. Every session is listed, with or without notes.")}</p>
    </section>`
}

/** @param {any} changed */
function asArgs({ credits, ...rest }) {
  return {
    ...rest,
    ...(credits !== undefined && { credits: credits.split("\n").map(line => line.trim()).filter(Boolean) }),
  }
}
