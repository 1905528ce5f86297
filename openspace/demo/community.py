"""Writes the demo's fictional community into its store: a past gathering with its book, a repertoire, and the
next gathering.

It writes directly, because a server takes no commands of half a year ago.
"""

import tomllib
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from openspace.demo.coming import announce, clock_at, do
from openspace.demo.past import Story, play
from openspace.domain.command import Command
from openspace.domain.community.entries import PutPart
from openspace.domain.community.rules import AcceptGathering, KeepInSeries
from openspace.domain.community.stream import key_of
from openspace.domain.repertoire import DAYS, TEXTS
from openspace.domain.viewer import HOST
from openspace.ledger.port import Ledger
from openspace.service.clock import SYSTEM
from openspace.service.codes import new_code
from openspace.service.host_keys import hash_of, new_host_key
from openspace.service.opening import open_new_community

FILE = Path(__file__).with_name("community.toml")
SLUG = "harbour-community-of-practice"
KEY = key_of(SLUG)
AGREED = timedelta(days=DAYS + 1)
"""Authors are asked again a week after they offered something."""


def read_story() -> Story:
    return tomllib.loads(FILE.read_text("utf-8"))


def prepare(ledger: Ledger, zone: ZoneInfo) -> None:
    """Open the community with its past, unless an earlier demo with the same store did."""
    if any(one.code == KEY for one in ledger.communities()):
        return
    story, today = read_story(), SYSTEM.moment().astimezone(zone).date()
    begin = datetime.combine(today - timedelta(weeks=story["earlier"]["weeks"]), time(9), zone)
    past = play(new_code(), today, zone, story)
    ledger.restore(past.gathering, past.log, hash_of(new_host_key()), ())
    spec = {name: story[name] for name in ("name", "about", "for_whom", "contact", "controller")}
    open_new_community(ledger, {**spec, "slug": SLUG}, clock_at(begin - timedelta(days=90)))
    _remember_the_earlier(ledger, begin, story["earlier"])
    _do(ledger, past.at("09:00", days=-59), AcceptGathering(code=past.code))
    for entry in story["entries"]:
        for part in entry["parts"]:
            came_from = past.place_of(part["topic"]) | {
                "gathering": past.code,
                "gathering_title": past.gathering.info["title"],
            }
            _keep(ledger, past.at("12:00") + AGREED, {**entry, **part, **came_from})
    accept(ledger, announce(ledger, today, zone, story["coming"]["plans"]))


def accept(ledger: Ledger, code: str) -> None:
    """Show a gathering on the page of the community. The gathering names it, too."""
    _do(ledger, SYSTEM.moment(), AcceptGathering(code=code))


def _remember_the_earlier(ledger: Ledger, begin: datetime, earlier: Story) -> None:
    """Write what stays of a gathering that was erased at the end of its time."""
    code, day = new_code(), begin.date().isoformat()
    title, venue = earlier["title"], earlier["venue"]
    _do(ledger, begin, AcceptGathering(code=code))
    kept = KeepInSeries(code=code, title=title, first_day=day, last_day=day, venue=venue)
    _do(ledger, begin, kept)
    came_from = {"gathering": code, "gathering_title": title}
    _keep(ledger, begin + AGREED, {**earlier["entry"], **came_from})


def _keep(ledger: Ledger, at: datetime, it: Story) -> None:
    """Put a part of an entry. The first part with a title makes the entry. Its offer was forgotten with its
    author, so that the gathering does not have it."""
    community = ledger.community(KEY)
    known = {row["title"]: row["id"] for row in community.entries}
    names = ("gathering", "gathering_title", "session", "session_title", "kind", "title", *TEXTS)
    columns = {name: it[name] for name in names}
    _do(
        ledger,
        at,
        PutPart(
            entry=known.get(it["title"], ""),
            offer=f"of{len(community.parts) + 1}",
            shown_as=it.get("shown_as", ""),
            **columns,
        ),
    )


def _do(ledger: Ledger, at: datetime, command: Command) -> None:
    do(ledger, KEY, clock_at(at), [(HOST, command)])
