"""Brings what authors agreed to into the repertoire of their community, and takes it out again.

The gathering's offers are the truth, and the community's parts follow them. So nothing is written across
streams in one transaction: whatever was interrupted is done by the next round of maintenance.
"""

import logging
from collections.abc import Mapping

from openspace.domain.audience import PUBLIC, see_row
from openspace.domain.change import Row
from openspace.domain.command import Command
from openspace.domain.community.entries import DropPart, PutPart, is_news
from openspace.domain.community.stream import Community
from openspace.domain.gathering import Gathering
from openspace.domain.private_tables import Offer
from openspace.domain.repertoire import COLUMNS
from openspace.domain.stream import Stream
from openspace.domain.viewer import HOST
from openspace.ledger.port import Ledger
from openspace.service.clock import Clock
from openspace.service.communities import names
from openspace.service.isolation import isolated
from openspace.service.turn import CommandRequest, execute_batch

log = logging.getLogger(__name__)

_DECIDING = ("offers", "notes", "topics")
"""Tables that decide which offers are kept."""


def follow(ledger: Ledger, clock: Clock, before: Stream, after: Stream) -> None:
    """Bring the communities up to date if a turn changed what authors agreed to, or whether everybody can
    read it. Call it after the commit."""
    if not isinstance(after, Gathering) or not any(
        row["agreed_at"] for stream in (before, after) for row in stream.rows("offers")
    ):
        return
    if any(before.tables.get(table) is not after.tables.get(table) for table in _DECIDING):
        try:
            bring_up_to_date(ledger, after, clock)
        except Exception:
            log.exception("a community could not be brought up to date yet")


def bring_all_up_to_date(ledger: Ledger, clock: Clock, seen: dict[str, str]) -> None:
    """Do the same for each gathering with an offer that its author agreed to, or with a part in a community.

    `seen` has what was looked at before, so that a gathering is loaded only if it or a community changed.
    """
    communities = [ledger.community(one.code) for one in ledger.communities()]
    codes = {part["gathering"] for community in communities for part in community.parts}
    version = " ".join(f"{one.slug} {one.seq}" for one in communities)
    for listing in ledger.listings_of(codes | ledger.codes_with_agreed_offers()):
        newest = f"{listing.newest_at} {version}"
        if seen.get(listing.code) != newest:
            with isolated(listing.code):
                bring_up_to_date(ledger, ledger.load(listing.code), clock)
                seen[listing.code] = newest


def bring_up_to_date(ledger: Ledger, gathering: Gathering, clock: Clock) -> None:
    """Make the parts that came from the gathering what its authors agreed to.

    When its people were forgotten after their time, its offers are gone, and the parts stay as they are.
    """
    if gathering.info["people_gone_at"]:
        return
    agreed = {row["id"]: row for row in gathering.rows("offers") if _may_be_kept(gathering, row)}
    listing = ledger.listing(gathering.code)
    for one in ledger.communities():
        with isolated(one.code):
            community = ledger.community(one.code)
            is_theirs = bool(community.in_series(gathering.code)) and names(listing, community)
            commands = _commands(community, gathering, agreed, is_theirs)
            if commands:
                requests = [CommandRequest(HOST, command) for command in commands]
                execute_batch(ledger, community.code, requests, clock)


def _commands(
    community: Community, gathering: Gathering, agreed: Mapping[str, Offer], is_theirs: bool
) -> list[Command]:
    """Return the commands that make the community's parts equal to `agreed`. A gathering that has left the
    series gives nothing new, but what was taken back at it leaves."""
    parts = {p["offer"]: p for p in community.parts if p["gathering"] == gathering.code}
    gone: list[Command] = [DropPart(part=p["id"]) for id, p in parts.items() if id not in agreed]
    put: list[Command] = [
        command
        for id, row in agreed.items()
        if is_theirs or id in parts
        if is_news(command := _put(gathering, row), parts.get(id))
    ]
    return gone + put


def _may_be_kept(gathering: Gathering, offer: Row) -> bool:
    """Return whether its author agreed, and everybody can read the note."""
    note = see_row(gathering, "notes", offer["note"], PUBLIC)
    return bool(offer["agreed_at"] and note and not note["covered"])


def _put(gathering: Gathering, offer: Offer) -> PutPart:
    note: Row = see_row(gathering, "notes", offer["note"], PUBLIC) or {}
    topic: Row = see_row(gathering, "topics", note["topic"], PUBLIC) or {}
    session: Row = see_row(gathering, "sessions", note["session"], PUBLIC) or {}
    is_shown = bool(topic) and not topic["covered"]
    texts: dict[str, str] = {name: str(offer[name]) for name in COLUMNS}  # type: ignore[literal-required]
    return PutPart(
        gathering=gathering.code,
        offer=offer["id"],
        entry=offer["entry"],
        gathering_title=gathering.info["title"],
        session=str(session.get("code", "")),
        session_title=str(topic["report_title"] or topic["title"]) if is_shown else "",
        **texts,
    )
