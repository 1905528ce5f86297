// People at home: one human looks after them, or the links of the rooms stay hidden.
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { withCommas } from "../core/lists.js"
import { LIMITS } from "../core/vocabulary.js"
import { Field } from "../ui/field.js"
import { EditsForm, useEdits } from "./edits.js"

/** @param {Props} props */
export function HomeSettings({ host }) {
  const { g, code } = host
  const edits = useEdits({ home_host: g.about.value.home_host ?? "" })
  const linked = g.allRooms.value.filter(room => room.call_link || room.caption_link)
  const save = async () => {
    const answer = await host.send("edit_gathering", edits.changed, t("Saved. Every screen shows it."))
    if (answer.ok) edits.reset()
  }
  return html`
    <section class="paper" aria-labelledby="home-title">
      <h3 id="home-title">${t("People at home")}</h3>
      <p class="soft">${t("Somebody in the house watches the calls, puts the microphone in the middle and speaks for those at home. Until you name them, nobody sees the links of the rooms.")}</p>
      <${EditsForm} edits=${edits} onSave=${save}>
        <${Field} id="home-host" label=${t("Host for those at home")} wide maxlength=${LIMITS.name} autocomplete="off" value=${edits.value("home_host")}
          onInput=${value => edits.set("home_host", value)} hint=${t("Their name, as people may use it. Empty: the links are hidden.")} />
      <//>
      <p>${linked.length ? t("With a link: {rooms}.", { rooms: withCommas(linked.map(room => room.name)) }) : t("No room has a link yet. Edit a room to add one.")}</p>
      ${g.about.value.home_host && html`<p><a href=${`/${code}/wall?at=home`} target="_blank" rel="noopener">${t("The wall for people at home")}</a></p>
        <p class="hint">${t("Whoever has the code of this gathering sees the links. Let people into the call one by one.")}</p>`}
    </section>`
}
