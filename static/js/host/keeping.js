// How the gathering is kept: over an encrypted connection or not, for how long, and the archive to download first.
import { dateOf } from "../core/clock.js"
import { t } from "../core/language.js"
import { html, useState } from "../core/html.js"
import { sentenceOf } from "../core/refusals.js"
import { Field } from "../ui/field.js"
import { keptWords } from "../ui/kept.js"

/** A warning where others in the same network could read what is typed. */
export function PlainHttp() {
  if (location.protocol !== "http:" || ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname)) return null
  return html`<p class="soft">${t("This page came over plain http: anyone who runs or listens to this network can read what is typed, and your host key. In a venue you do not trust, serve it with https.")}</p>`
}

/** What every page says of it. */
export function keptOf(keeping) {
  return { people_gone_on: keeping.people.gone_on, purged_on: keeping.purged_on }
}

/**
 * Two weeks before, where it is seen.
 *
 * @param {Props} props
 */
export function GoingSoon({ host }) {
  const { keeping } = host.page
  const backup = t("Take {backup} along, or keep it longer under “Settings”.", { backup: html`<a href=${`/${host.code}/export.json`} download>${t("a backup")}</a>` })
  if (keeping?.soon) {
    return html`<p class="banner banner--warn"><span><strong>${t("This gathering is erased on {day}.", { day: keeping.purged_on })}</strong>${" "}${backup}</span></p>`
  }
  if (!keeping?.people.soon) return null
  return html`<p class="banner banner--warn"><span><strong>${t("Names, contacts and who wrote what are erased on {day}.", { day: keeping.people.gone_on })}</strong>${" "}
    ${t("The book stays, without names.")} ${backup}</span></p>`
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
      <h2 id="next-title">${t("What comes next")}</h2>
      <p>${t("Check the book, publish it, and download what you want to keep.")}
        ${keeping && html` <strong>${keptWords(keptOf(keeping), host.g.about.value)}</strong>`}</p>
      <p class="row"><button class="button" onClick=${() => host.go("book")}>${t("Go to the book")}</button>
        <a class="button button--quiet" href=${`/${host.code}/export.json`} download>${t("Download a backup")}</a></p>
    </section>`
}

/** As the server reckons it: so many days after the last one. `before` is what the server said of so many days. */
function dayAfter(keeping, days, before) {
  if (Number(days) === before.days) return before.on
  if (!Number(days)) return null
  const day = new Date(`${keeping.last_day}T12:00:00Z`)
  day.setUTCDate(day.getUTCDate() + Number(days))
  return dateOf(day.toISOString().slice(0, 10))
}

/** The days as saved: what is erased when. */
function keptWith(keeping, people, book) {
  const purged_on = dayAfter(keeping, book, { days: keeping.days, on: keeping.purged_on })
  const withAll = Number(book) > 0 && (Number(people) === 0 || Number(book) <= Number(people))
  return {
    people_gone_on: withAll ? null : dayAfter(keeping, people, { days: keeping.people.days, on: keeping.people.gone_on }),
    purged_on,
  }
}

/** @param {Props} props */
export function Keeping({ host }) {
  const { keeping } = host.page
  const now = { people: String(keeping?.people.days ?? 30), book: String(keeping?.days ?? 0) }
  const [days, setDays] = useState(now)
  const [saved, setSaved] = useState(now)
  const [error, setError] = useState("")
  if (!keeping) return null
  const set = name => value => setDays({ ...days, [name]: value.trim() })
  const save = async event => {
    event.preventDefault()
    if (![days.people, days.book].every(one => /^\d{1,4}$/.test(one))) return setError(t("Type numbers of days. 0 keeps it."))
    const answer = await host.outbox.send("edit_gathering", { people_kept_days: Number(days.people), book_kept_days: Number(days.book) })
    if (!answer.ok) return setError(sentenceOf(answer.error))
    setError("")
    setSaved(days)
    host.notify(t("Saved."))
  }
  return html`
    <section class="paper" aria-labelledby="keeping-title">
      <h3 id="keeping-title">${t("How long it is kept")}</h3>
      <p class=${keeping.soon || keeping.people.soon ? "banner banner--warn" : ""}>
        <span><strong>${keptWords(keptWith(keeping, saved.people, saved.book), host.g.about.value)}</strong></span></p>
      <p class="soft">${t("Both are counted from its last day, closed or not. Everybody who joins is told. Download a backup first.")}</p>
      <form class="stack" onSubmit=${save} noValidate>
        <${Field} id="people-days" label=${t("Days until people are erased")} value=${days.people} onInput=${set("people")} error=${error} inputmode="numeric"
          hint=${t("Names, contacts, and who wrote what. 0: as long as the book.")} />
        <${Field} id="book-days" label=${t("Days until all of it is erased")} value=${days.book} onInput=${set("book")} inputmode="numeric"
          hint=${t("The book with texts and pictures, too. 0: it is kept.")} />
        <div><button class="button button--quiet" disabled=${days.people === saved.people && days.book === saved.book}>${t("Save")}</button></div>
      </form>
      <p class="row"><a class="button button--quiet" href=${`/${host.code}/export.json`} download>${t("Download a backup")}</a>
        <a class="button button--quiet" href=${`/${host.code}/proceedings`} target="_blank" rel="noopener">${t("The book")}</a></p>
      <p class="soft">${t("If somebody asked to be forgotten since your last download, delete that file and download a new one.")}</p>
    </section>`
}
