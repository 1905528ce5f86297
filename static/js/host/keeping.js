// How the gathering is kept: over an open line or not, for how long, and the archive to take along first.
import { LANGUAGE } from "../core/clock.js"
import { html, useState } from "../core/html.js"
import { sentenceOf } from "../core/refusals.js"
import { Field } from "../ui/field.js"

/** A warning where others in the same network could read what is typed. */
export function PlainHttp() {
  if (location.protocol !== "http:" || ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname)) return null
  return html`<p class="soft">This page came over plain http: anyone who runs or listens to this network can read what is typed,
    and your host key. In a venue you do not trust, serve it with https.</p>`
}

/**
 * Two weeks before, where it is seen.
 *
 * @param {Props} props
 */
export function GoingSoon({ host }) {
  const { keeping } = host.page
  if (!keeping?.soon) return null
  return html`<p class="banner banner--warn"><span><strong>This gathering is erased on ${keeping.purged_on}.</strong>${" "}
    Take <a href=${`/${host.code}/export.json`} download>a backup</a> along, or keep it longer under “Settings”.</span></p>`
}

/**
 * What is left to do once the gathering is closed.
 *
 * @param {Props} props
 */
export function AfterClosing({ host }) {
  const { keeping } = host.page
  return html`
    <section class="paper" aria-labelledby="next-title">
      <h2 id="next-title">What comes next</h2>
      <p>Check the book, publish it, and download what you want to keep.
        ${keeping?.purged_on && html` <strong>All of it is erased on ${keeping.purged_on}.</strong>`}</p>
      <p class="row"><button class="button" onClick=${() => host.go("book")}>Go to the book</button>
        <a class="button button--quiet" href=${`/${host.code}/export.json`} download>Download a backup</a></p>
    </section>`
}

const DATE = new Intl.DateTimeFormat(LANGUAGE, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" })

/** As the server reckons it: so many days after the last one. */
function erasedOn(keeping, days) {
  if (Number(days) === keeping.days) return keeping.purged_on
  if (!Number(days)) return null
  const day = new Date(`${keeping.last_day}T12:00:00Z`)
  day.setUTCDate(day.getUTCDate() + Number(days))
  return DATE.format(day)
}

/** @param {Props} props */
export function Keeping({ host }) {
  const { keeping } = host.page
  const [days, setDays] = useState(String(keeping?.days ?? 30))
  const [saved, setSaved] = useState(String(keeping?.days ?? 30))
  const [error, setError] = useState("")
  if (!keeping) return null
  const save = async event => {
    event.preventDefault()
    if (!/^\d{1,4}$/.test(days.trim())) return setError("Type a number of days. 0 keeps it.")
    const answer = await host.outbox.send("edit_gathering", { retention_days: Number(days) })
    if (!answer.ok) return setError(sentenceOf(answer.error))
    setError("")
    setSaved(days)
    host.notify("Saved.")
  }
  return html`
    <section class="paper" aria-labelledby="keeping-title">
      <h3 id="keeping-title">How long it is kept</h3>
      ${erasedOn(keeping, saved) && html`<p class=${keeping.soon && saved === String(keeping.days) ? "banner banner--warn" : ""}>
        <span><strong>All of it is erased on ${erasedOn(keeping, saved)}.</strong> Download a backup first.</span></p>`}
      <p class="soft">The gathering is erased from this server this many days after its last day, with all names, texts and pictures.</p>
      <form class="oneline row" onSubmit=${save} noValidate>
        <${Field} id="retention" label="Days after the last day" value=${days} onInput=${setDays} error=${error} inputmode="numeric" hint="0 = keep." />
        <button class="button button--quiet" disabled=${days === saved}>Save</button>
      </form>
      <p class="row"><a class="button button--quiet" href=${`/${host.code}/export.json`} download>Download a backup</a>
        <a class="button button--quiet" href=${`/${host.code}/proceedings`} target="_blank" rel="noopener">The book</a></p>
      <p class="soft">If somebody asked to be forgotten since your last download, delete that file and download a new one.</p>
    </section>`
}
