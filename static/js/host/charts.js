// Many photos of flip charts at once: each gets its session, and is sent as a note of it.
import { topicOf } from "../core/gathering.js"
import { sessionsInOrder } from "../core/harvest.js"
import { html, useEffect, useRef, useState } from "../core/html.js"
import { t } from "../core/language.js"
import { sentenceOf } from "../core/refusals.js"
import { PICTURES, shrink, uploadPhoto } from "../core/shrink.js"
import { Field } from "../ui/field.js"

const NO_ANSWER = t("The server does not answer. Try again.")

/** @param {Props} props */
export function Charts({ host }) {
  const [charts, setCharts] = useState([])
  const last = useRef([])
  last.current = charts
  useEffect(() => () => last.current.forEach(({ preview }) => URL.revokeObjectURL(preview)), [])
  const change = (preview, patch) =>
    setCharts(all => all.map(chart => (chart.preview === preview ? { ...chart, ...patch } : chart)))
  const take = event => {
    const added = [...event.currentTarget.files].map(file => ({ file, preview: URL.createObjectURL(file), session: "", alt: "" }))
    event.currentTarget.value = ""
    setCharts(all => [...all, ...added])
  }
  const add = async chart => {
    if (!chart.session) return change(chart.preview, { error: t("Choose the session first.") })
    change(chart.preview, { isSending: true, error: "" })
    const error = await send(host, chart)
    const added = host.g.tables.sessions.value.get(chart.session)?.code
    change(chart.preview, { isSending: false, added: error ? "" : added, error })
  }
  const sessions = [["", t("Which session?")], ...sessionsInOrder(host.g).map(session =>
    [session.id, `${session.code} ${topicOf(host.g.tables, session)?.title ?? ""}`])]
  const left = charts.filter(({ added }) => !added).length
  return html`
    <h2 id="sheet-title">${t("Photos of flip charts")}</h2>
    <p class="soft">${t("Choose all photos at once, then give each its session. A photo is an addition to a report: two typed sentences say more to people who were not there.")}</p>
    <div class="field"><label for="charts-photos">${t("Photos")}</label>
      <input id="charts-photos" type="file" multiple accept=${PICTURES} onChange=${take} /></div>
    <ul class="charts stack">${charts.map((chart, nth) => html`
      <${Chart} key=${chart.preview} ...${{ chart, nth, sessions, add }} onChange=${patch => change(chart.preview, patch)} />`)}</ul>
    <p role="status">${charts.length > 0 && (left ? t("{left} of {all} still to add.", { left, all: charts.length }) : t("All photos are added."))}</p>`
}

/** @param {Props} props */
function Chart({ chart, nth, sessions, add, onChange }) {
  const { preview, alt, isSending, added, error } = chart
  const at = name => ({ id: `chart-${nth}-${name}`, value: chart[name], disabled: isSending || !!added, onInput: value => onChange({ [name]: value, error: "" }) })
  return html`
    <li class="chart">
      <img src=${preview} alt=${alt || t("Photo {nth}", { nth: nth + 1 })} />
      <div class="stack stack--tight">
        <${Field} ...${at("session")} label=${t("Session of photo {nth}", { nth: nth + 1 })} options=${sessions} error=${error} />
        <${Field} ...${at("alt")} label=${t("Description, for those who cannot see it – optional")} />
        ${added ? html`<p class="good">${t("Added to {added}.", { added })}</p>`
          : html`<button type="button" class="button" disabled=${isSending} onClick=${() => add(chart)}>${isSending ? t("Sending…") : t("Add")}</button>`}
      </div>
    </li>`
}

/** Resolves to a sentence if the photo was not added. */
async function send(host, { file, session, alt }) {
  let jpeg
  try {
    jpeg = await shrink(file)
  } catch (error) {
    return error.message
  }
  const { ok, body: kept, error } = await uploadPhoto(host.code, { as: "host", token: host.token }, jpeg)
  if (!ok) return error ? sentenceOf(error) : NO_ANSWER
  const answer = await host.outbox.send("post_note", { session, kind: "photo", photo: kept.photo, text: "", alt: alt.trim() })
  return answer.ok ? "" : sentenceOf(answer.error)
}
