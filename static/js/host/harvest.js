// The harvest: which sessions have a report, and the newest notes.
import { html } from "../core/html.js"
import { timeOf } from "../core/clock.js"
import { newestFirst, topicOf } from "../core/gathering.js"
import { signsOf } from "../core/items.js"
import { notesBySession, sessionsCalled, sessionsWithReport } from "../core/harvest.js"
import { t, tc, tn } from "../core/language.js"
import { colourOf } from "../core/places.js"
import { NOTE_NAMES } from "../core/vocabulary.js"
import { named } from "../ui/card.js"
import { BehindNote } from "../ui/content_note.js"
import { Photo } from "../ui/photo.js"
import { begunWithoutReport, wantingNotes } from "../ui/waiting.js"
import { JoinedBy } from "./joined.js"
import { ShowOnWall } from "./wall_view.js"

const LATEST = 30

/** @param {Props} props */
export function Harvest({ host }) {
  const { g } = host
  const sessions = sessionsCalled(g)
  const reported = sessionsWithReport(g)
  return html`
    <div class="columns">
      <div class="column">
        <section class="paper" aria-labelledby="harvest-title">
          <h2 id="harvest-title">${t("Notes")}</h2>
          <p class="harvest__sum">${tn("{count} session has a report.", "{count} sessions have a report.", sessions.length, {
            count: html`<b>${t("{some} of {all}", { some: sessions.filter(({ id }) => reported.has(id)).length, all: sessions.length })}</b>`,
          })}</p>
          <p class="soft">${t("Two sentences or two notes are a report. A photo alone is not.")}</p>
          <p class="soft">${t("Talking to people in the break helps more than a reminder. Somebody else can take the notes, with one tap or on paper.")}</p>
          <p class="row"><button class="button button--quiet" onClick=${() => host.open("charts")}>${t("Add photos of flip charts")}</button>
            ${notesBySession(g).size > 0 && html`<${ShowOnWall} host=${host} view="gallery" />`}
            <a class="button button--quiet" target="_blank" rel="noopener" href=${`/${host.code}/proceedings?edition=draft`}>${t("Read or print")}</a></p>
        </section>
        <${Sessions} host=${host} title=${t("Asking for a note-taker")} sessions=${wantingNotes(g)} />
        <${Sessions} host=${host} title=${t("Begun, and no report yet")} sessions=${begunWithoutReport(g)} />
      </div>
      <div class="column"><${Latest} host=${host} /></div>
    </div>`
}

/** @param {Props} props */
function Sessions({ host, title, sessions }) {
  const { g } = host
  if (!sessions.length) return null
  return html`
    <section class="paper" aria-label=${title}>
      <h3><bdi>${title}</bdi></h3>
      <ul class="entries">
        ${sessions.map(session => {
          const topic = topicOf(g.tables, session)
          return html`
            <li class=${`entry slot-${colourOf(g, session)}`} key=${session.id}>
              <span class="code">${session.code}</span>
              <span class="entry__text"><bdi>${topic?.title}</bdi> <bdi class="soft">${topic?.convener_name ?? ""}</bdi></span>
              <span class="entry__acts">
                <button class="button button--quiet" aria-label=${t("Link to {code}, to hand on", { code: session.code })}
                  onClick=${() => host.open("qr", linkTo(host, session, topic))}>${t("Link")}</button>
                <button class="button button--quiet" aria-label=${t("Type in a note for {code}", { code: session.code })}
                  onClick=${() => host.open("paper", { code: session.code })}>${tc("on a button", "Note")}</button></span>
            </li>`
        })}
      </ul>
    </section>`
}

/** The page of a session: its convener or note-taker opens it on the phone that they joined with. */
function linkTo({ base, code }, session, topic) {
  return { title: `${session.code} ${topic?.title ?? ""}`, url: `${base}/${code}/s/${session.code}` }
}

/** @param {Props} props */
function Latest({ host }) {
  const { g } = host
  const notes = newestFirst(g.tables.notes).slice(0, LATEST)
  return html`
    <section class="paper" aria-labelledby="latest-title">
      <h2 id="latest-title">${t("Latest notes")}</h2>
      ${!notes.length && html`<p class="soft">${t("None yet. They appear here as they are written.")}</p>`}
      <ul class="notes">
        ${notes.map(note => html`<${Note} key=${note.id} host=${host} note=${note} />`)}
      </ul>
    </section>`
}

/** @param {Props} props */
function Note({ host, note }) {
  const { g } = host
  const session = g.tables.sessions.value.get(note.session)
  const topic = g.tables.topics.value.get(note.topic)
  const hide = () => {
    if (note.hidden) host.send("hide_note", { note: note.id, hidden: false }, t("Shown again."))
    else host.open("act", { note: note.id })
  }
  return html`
    <li class=${`note slot-${colourOf(g, session)} ${note.hidden ? "note--hidden" : ""}`}>
      <p class="note__head">
        ${session && html`<span class="code">${session.code}</span>`}
        <bdi class="note__topic">${topic?.title}</bdi>
        <span class="soft">${NOTE_NAMES[note.kind] ?? note.kind} · ${timeOf(note.at, g.about.value)}${note.by_name ? ` · ${note.by_name}` : ""}${note.initiator_name ? ` · ${named(note.initiator_name, note.initiator_typed)}` : ""}${note.hidden ? ` · ${t("hidden")}` : ""}${signsOf(g, note).map(sign => html` · <b>${sign}</b>`)}</span>
      </p>
      <${BehindNote} note=${note.content_note}>
        ${note.photo && html`<${Photo} code=${host.code} note=${note} as="host" />`}
        <p class="prose" id=${`note-${note.id}`}><bdi>${note.text}</bdi></p>
        ${note.url && html`<p><a href=${note.url} target="_blank" rel="noopener noreferrer">${note.url}</a></p>`}<//>
      <${JoinedBy} host=${host} note=${note} />
      <button class="button button--quiet note__hide" aria-describedby=${note.content_note ? undefined : `note-${note.id}`} onClick=${hide}>${note.hidden ? t("Show again") : t("Hide")}</button>
    </li>`
}
