// Convergence: at most one way to come together near the end. The host chooses it, opens it and closes it.
import { hasClusters } from "../core/convergence.js"
import { isTimeToConverge } from "../core/converging.js"
import { now } from "../core/clock.js"
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { withCommas } from "../core/lists.js"
import { can } from "../core/possible.js"
import { CONVERGENCES } from "../core/vocabulary.js"
import { span } from "../ui/cell.js"
import { PaperDots } from "./paper_dots.js"
import { ShowOnWall } from "./wall_view.js"

const MINUTES = 30

/** @param {Props} props */
export function Convergence({ host }) {
  const { g } = host
  const { convergence, converging } = g.about.value
  if (!isTimeToConverge(g) && !convergence) return null
  const [, name] = CONVERGENCES.find(([value]) => value === (convergence ?? "")) ?? []
  const choose = value => host.send("edit_gathering", { convergence: value }, "")
  return html`
    <section class="paper" aria-labelledby="convergence-title">
      <h2 id="convergence-title">${t("Convergence")}</h2>
      ${converging ? html`<p>${t("{name}: open now.", { name: html`<b>${name}</b>` })}</p>` : html`
        <details class="doors" open=${Boolean(convergence)}><summary>${t("How does the gathering come together?")}</summary>
        <fieldset class="choices"><legend class="visually-hidden">${t("Convergence")}</legend>
          ${CONVERGENCES.map(([value, label, explanation]) => html`
            <label class="choice" key=${value}><input type="radio" name="convergence" value=${value} checked=${value === (convergence ?? "")}
              onChange=${() => choose(value)} /><span><b>${label}</b><span class="hint">${explanation}</span></span></label>`)}
        </fieldset></details>`}
      <${Tools} host=${host} />
      <${OpenOrClose} host=${host} name=${name} />
    </section>`
}

/** @param {Props} props */
function Tools({ host }) {
  const { convergence, converging } = host.g.about.value
  if (convergence === "gallery") {
    return html`<p class="row"><a class="button button--quiet" href=${`/${host.code}/paper/gallery`} target="_blank" rel="noopener">${t("Print one page of each session")}</a>
      <${ShowOnWall} host=${host} view="gallery" /></p>`
  }
  if (convergence === "reopened") return converging && html`<${ActionTimes} host=${host} />`
  if (convergence !== "dots") return null
  if (converging) return html`<${PaperDots} host=${host} />`
  return hasClusters(host.g) && html`<p class="row"><${ShowOnWall} host=${host} view="dots" /></p>`
}

/** @param {Props} props */
function OpenOrClose({ host, name }) {
  const { g } = host
  const { convergence, converging } = g.about.value
  if (!convergence) return null
  if (converging) {
    const close = async () => {
      const isSure = convergence !== "dots" || await host.confirm({
        title: t("Close the dots?"), text: t("Everybody sees what has many, some or a few. All dots are deleted, so this cannot be undone."), yes: t("Close the dots"),
      })
      if (isSure) host.send("close_convergence", {}, t("Closed."))
    }
    return html`<p><button class="button" onClick=${close}>${t("Close: {name}", { name })}</button></p>`
  }
  if (!can(g, "open_convergence")) return html`<p class="hint">${t("It can be opened during the sessions and in the closing.")}</p>`
  const open = async () => {
    const isSure = !hasClusters(g) || convergence !== "dots" || await host.confirm({
      title: t("Open the dots again?"), text: t("Everybody has five new dots. The groups of the last time disappear."), yes: t("Open them again"),
    })
    if (isSure) host.send("open_convergence", {}, t("Open. Every phone says so."))
  }
  return html`<p><button class="button" onClick=${open}>${t("Open: {name}", { name })}</button></p>`
}

/** @param {Props} props */
function ActionTimes({ host }) {
  const { g } = host
  const times = g.slots.value.filter(slot => slot.kind === "action")
  const add = () => {
    const starts = Math.ceil(now().getTime() / 60_000) * 60_000
    const [starts_at, ends_at] = [starts, starts + MINUTES * 60_000].map(time => new Date(time).toISOString())
    host.send("add_slot", { kind: "action", label: t("Action groups"), starts_at, ends_at }, t("Added. The wall shows it."))
  }
  return html`
    ${times.length > 0 && html`<ul class="bullets">${times.map(slot => html`<li key=${slot.id}>${withCommas([slot.label || t("Action groups"), span(slot, g)])}</li>`)}</ul>`}
    <p class="row"><button class="button button--quiet" onClick=${add}>${t("{minutes} minutes for action groups from now", { minutes: MINUTES })}</button></p>
    <p class="hint">${t("Other times are set under “Settings”: “Action groups” is a kind of time. Whoever starts something takes a place there.")}</p>`
}
