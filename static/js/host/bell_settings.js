// Which bells ring by themselves, for every session slot.
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { Field, Tick } from "../ui/field.js"
import { WorkingOn } from "./also_here.js"
import { EditsForm, useEdits, useSaving } from "./edits.js"

/** @param {Props} props */
export function BellSettings({ host }) {
  const bells = host.g.about.value.bells ?? []
  const edits = useEdits({ start: bells.includes("start"), before: beforeEnd(bells).join(", "), end: bells.includes("end") })
  const { error, setError, save } = useSaving(host, edits)
  const check = () => {
    const minutes = edits.value("before").split(/[\s,;،]+/).filter(Boolean)
    if (!minutes.every(one => /^\d+$/.test(one))) return setError(t("Whole numbers of minutes, such as 10, 5."))
    save({ bells: [
      ...(edits.value("start") ? ["start"] : []), ...minutes.map(one => `end-${Number(one)}`), ...(edits.value("end") ? ["end"] : []),
    ] }, t("Saved. “Now” shows when they ring."))
  }
  return html`
    <section class="paper" aria-labelledby="bells-title">
      <h3 id="bells-title">${t("Planned bells")}</h3>
      <p class="soft">${t("Walls, doors and phones ring them by themselves for each session slot, also while the network is gone. In a circle they are silent. Under “Now” you can skip each one.")}</p>
      <${WorkingOn} host=${host} item="texts/bells" mine=${edits.isChanged} />
      <${EditsForm} edits=${edits} onSave=${check} save=${t("Save the bells")}>
        <div class="field--wide"><${Tick} id="bells-start" label=${t("At the start")} checked=${Boolean(edits.value("start"))} onChange=${on => edits.set("start", on)} /></div>
        <${Field} id="bells-before" wide label=${t("Minutes before the end")} value=${edits.value("before")} onInput=${text => edits.set("before", text)}
          error=${error} inputmode="numeric" autocomplete="off" placeholder="5" hint=${t("Empty: none. Several: 10, 5.")} />
        <div class="field--wide"><${Tick} id="bells-end" label=${t("At the end")} checked=${Boolean(edits.value("end"))} onChange=${on => edits.set("end", on)} /></div>
      <//>
    </section>`
}

/** The minutes of "end-10" and "end-5": [10, 5]. */
function beforeEnd(bells) {
  return bells.filter(kind => kind.startsWith("end-")).map(kind => Number(kind.slice(4)))
}
