"""The schedule for other programs: an iCalendar feed, and the format of conference tools (frab).

"My day" is a calendar of the sessions that a person convenes, takes notes of, or marked. Its address contains
a token that can only read this calendar, because calendar services store addresses. The person can renew the
address, which invalidates the earlier one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Lock
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from openspace.domain.audience import is_quiet
from openspace.domain.change import ERASING, Change, Row
from openspace.domain.gathering import Gathering, conveners_of, is_placed
from openspace.domain.refusals import Refused
from openspace.domain.rules.book import is_confirmed
from openspace.languages.text import _, speaking
from openspace.ledger.port import Log
from openspace.proceedings import frab, ics
from openspace.proceedings.book_rows import anchor
from openspace.proceedings.ics import Revision
from openspace.proceedings.in_its_language import language_in
from openspace.proceedings.render.source import Source, slim, write_from_source
from openspace.proceedings.render.worker import LANES, QUICK
from openspace.runtime.lru_cache import LruCache
from openspace.web.identity import is_same_person, joining_hash
from openspace.web.render_cache import rendered
from openspace.web.services import services
from openspace.web.shell import base_url, gathering_or_404, viewer_of
from openspace.web.signed_links import token_of, values_of

bp = Blueprint("feeds", __name__)

_GATHERINGS = 100
"""Gatherings whose row revisions are cached."""

_TABLES = ("sessions", "topics", "rooms", "slots")
_SETUP = {"gatherings", "slots"}
_COUNTING = {"claim_place", "move_to_place"}
"""Commands of conveners that only count a code in the gathering's own row."""


@bp.get("/<code>/schedule")
@bp.get("/<code>/schedule.ics")
def calendar(code: str) -> Response:
    """Return the calendar of all sessions, or with `?mine=<token>` of a person's day.

    UIDs are stable, and SEQUENCE grows whenever an event changes.
    """
    gathering = gathering_or_404(code)
    person = _person_of(gathering, request.args["mine"]) if "mine" in request.args else None
    ledger, touched = services().ledger, _row_revisions(gathering)

    def more() -> tuple[Any, ...]:
        revisions = _revisions(gathering, *touched.now(ledger, gathering.code))
        if person is None:
            return (revisions,)
        with speaking(language_in(gathering.info)):
            name = _("My day: {title}", title=gathering.info["title"])
        until = gathering.info["reports_until"] or ""
        own = _reports_of(gathering, person) if until else ()
        confirmed = _confirmed(gathering) if until else ()
        return revisions, _sessions_of(gathering, person), name, own, confirmed, until

    media_type = "text/calendar; charset=utf-8"
    return _feed(gathering, media_type, "ics", ics.calendar, more, person or "")


@bp.get("/<code>/schedule/mine")
def my_calendar(code: str) -> AnyResponse:
    """Redirect a person who joined to the calendar of their day; with `?as=link`, return `{url, webcal}`."""
    gathering = gathering_or_404(code)
    person = viewer_of(gathering, "person").person
    if person is None:
        raise Refused("not_allowed", why="join_for_my_day")
    if request.args.get("as") == "link":
        return jsonify(**calendar_links(gathering.code, person))
    return redirect(_calendar_path(gathering.code, person))


def calendar_links(code: str, person: str) -> dict[str, str]:
    """Return `{url, webcal}`: the address of this person's day with two schemes."""
    at = base_url() + _calendar_path(code, person)
    return {"url": at, "webcal": f"webcal://{at.partition('://')[2]}"}


def _calendar_path(code: str, person: str) -> str:
    ledger = services().ledger
    joined = joining_hash(ledger.load(code), person)
    token = token_of(_MY_DAY, code, person, ledger.generation(code, person).calendar, joined)
    path = url_for("feeds.calendar", code=code, mine=token)
    return path.replace("/schedule?", "/schedule.ics?")


@bp.get("/<code>/schedule.xml")
def frab_xml(code: str) -> Response:
    gathering = gathering_or_404(code)
    return _feed(gathering, "application/xml; charset=utf-8", "xml", frab.write_xml)


@bp.get("/<code>/schedule.json")
def frab_json(code: str) -> Response:
    return _feed(gathering_or_404(code), "application/json", "json", frab.write_json)


def _feed(
    gathering: Gathering,
    media_type: str,
    ending: str,
    write: Callable[..., bytes],
    more: Callable[[], tuple[Any, ...]] = tuple,
    whose: str = "",
) -> Response:
    """Return a feed, rendered only if the gathering changed. Many clients poll feeds, so otherwise answer
    304.

    `more()` returns the arguments that `write` takes after the book.
    """
    address = base_url()
    tag = sha256(f"{gathering.version} {ending} {whose} {address}".encode()).hexdigest()[:32]
    if request.if_none_match.contains_weak(tag):
        response = Response(status=304)
    else:
        source = Source(slim(gathering), address, {})
        data = rendered(
            gathering.code,
            tag,
            lambda: LANES[QUICK].make(write_from_source, write, source, *more()),
        )
        response = Response(data, content_type=media_type)
        response.headers["Content-Disposition"] = f'inline; filename="schedule.{ending}"'
    response.headers["Cache-Control"] = "private, no-cache"
    response.set_etag(tag)
    return response


# --- the calendar's token

_MY_DAY = "my day"


def _person_of(gathering: Gathering, token: str) -> str:
    code, person, *rest = values_of(_MY_DAY, token, "calendar")
    # Addresses of earlier versions contain no generation, which means the first.
    generation = next(iter(rest), 0)
    if (
        code != gathering.code
        or not is_same_person(gathering, person, *rest[1:])
        or generation < services().ledger.generation(gathering.code, person).calendar
    ):
        raise Refused("not_allowed", why="calendar")
    return str(person)


def _sessions_of(gathering: Gathering, person: str) -> set[str]:
    """Return the anchors of the sessions that the person convenes, takes notes of, or marked."""
    topics = _topics_of(gathering, person)
    topics |= gathering.marked.get(person, {}).keys()
    return {
        anchor("session", session["id"])
        for session in gathering.placed
        if _meets(session, topics) or session["note_taker"] == person
    }


def _reports_of(gathering: Gathering, person: str) -> set[str]:
    """Return the anchors of the sessions that the person convenes or takes notes of."""
    own = _topics_of(gathering, person)
    return {
        anchor("session", session["id"])
        for session in gathering.placed
        if _meets(session, own) or session["note_taker"] == person
    }


def _topics_of(gathering: Gathering, person: str) -> set[str]:
    """Return the ids of the topics that the person convenes."""
    return {topic["id"] for topic in gathering.rows("topics") if person in conveners_of(topic)}


def _meets(session: Row, topics: set[str]) -> bool:
    return session["topic"] in topics or session["joined"] in topics


def _confirmed(gathering: Gathering) -> set[str]:
    """Return the anchors of the sessions whose report is confirmed as it is."""
    topics = {t["id"] for t in gathering.rows("topics") if is_confirmed(t)}
    return {anchor("session", s["id"]) for s in gathering.placed if s["topic"] in topics}


# --- the revision of each event


@dataclass
class _RowRevisions:
    """The last change of each row that an event shows, read from the log incrementally."""

    origin: str
    seq: int = 0
    rows: dict[tuple[str, str], Revision] = field(default_factory=dict)
    all: Revision = field(default_factory=lambda: Revision(0, ""))
    """The last change that counts for every event, because it may touch several items of one person. If only
    their events had its revision, equal revisions would reveal that one person made them, even without a
    name."""
    setup: Revision = field(default_factory=lambda: Revision(0, ""))
    """The last change of the gathering's own row or of a time slot, which are the host's."""
    reading: Lock = field(default_factory=Lock)

    def now(self, log: Log, code: str) -> tuple[dict[tuple[str, str], Revision], Revision]:
        with self.reading:
            for change in log.since(code, self.seq):
                self.seq = change.seq
                if _may_link(change):
                    self.all = Revision(change.seq, change.at)
                if change.name not in _COUNTING and not _SETUP.isdisjoint(
                    (*change.puts, *change.drops)
                ):
                    self.setup = Revision(change.seq, change.at)
                for table in _TABLES:
                    if is_quiet(change, table):
                        continue
                    for row in change.puts.get(table, ()):
                        self.rows[table, row["id"]] = Revision(change.seq, change.at)
            return dict(self.rows), self.all


def _may_link(change: Change) -> bool:
    """Return whether the topics or sessions in this change may belong to one person, or did so before an
    erasure removed some from the log. No event shows a session without a cell."""
    sessions = [row for row in change.puts.get("sessions", ()) if is_placed(row)]
    touched = len(change.puts.get("topics", ())) + len(sessions)
    is_erasure = change.name in ERASING
    return touched > 1 or is_erasure or (change.name == "edit_me" and touched > 0)


def _row_revisions(gathering: Gathering) -> _RowRevisions:
    known: LruCache[str, _RowRevisions] = current_app.extensions.setdefault(
        "openspace.row_revisions", LruCache(_GATHERINGS)
    )
    found = known.get(gathering.code)
    if found is None or found.origin != gathering.origin:
        found = known.put(gathering.code, _RowRevisions(gathering.origin))
    return found


def revision_of_setup(gathering: Gathering) -> Revision:
    """Return the last change of the gathering's own row, or of a time slot."""
    touched = _row_revisions(gathering)
    touched.now(services().ledger, gathering.code)
    return touched.setup


def _revisions(
    gathering: Gathering, rows: Mapping[tuple[str, str], Revision], oldest: Revision
) -> Mapping[str, Revision]:
    """Return the revision of each session and slot, by anchor: the newest change of its own row and of its
    topic, room and slot, and at least `oldest`.

    A revision only ever grows, also when a session moves to a cell that was not changed for long.
    """

    def newest(*of: tuple[str, str]) -> Revision:
        return max(
            oldest, *(rows.get(one, oldest) for one in of), key=lambda revision: revision.seq
        )

    sessions = {
        anchor("session", s["id"]): newest(
            ("sessions", s["id"]),
            ("topics", s["topic"]),
            ("topics", s["joined"] or ""),
            ("rooms", s["room"]),
            ("slots", s["slot"]),
        )
        for s in gathering.placed
    }
    slots = {anchor("slot", s["id"]): newest(("slots", s["id"])) for s in gathering.rows("slots")}
    return sessions | slots
