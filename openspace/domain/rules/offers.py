"""Notes that their authors offer to the repertoire of the community (docs/decisions/0042-repertoire.md).

An offer is seen by its author alone. The community gets what an author agreed to, a week later, and no person
with it.
"""

from dataclasses import replace
from datetime import datetime

from msgspec import UNSET

from openspace.domain import repertoire
from openspace.domain.command import Command, Text
from openspace.domain.effect import NOTHING_TO_DO, Effect
from openspace.domain.needs import Need
from openspace.domain.private_tables import Offer
from openspace.domain.refusals import Refused
from openspace.domain.rows import new, with_columns
from openspace.domain.rules.context import RuleContext, found, given, rule
from openspace.domain.rules.resting import FROZEN_AGAIN_IN
from openspace.domain.settings import setting
from openspace.domain.vocabulary import PRIVATE_CHANGE

MOST_OFFERS = 50
"""Limit of a person's offers."""

_OF_OWN_NOTE = (
    Need({"note.mine": True}, Refused("not_yours", why="note")),
    Need({"gathering.community": True}, Refused("not_now", why="no_community")),
)


class OfferEntry(Command, frozen=True, kw_only=True):
    """Offers a note of one's own, or changes the offer of it."""

    not_for_host = "author_only"
    needs = _OF_OWN_NOTE
    when_closed = True
    in_harvest = True

    note: str
    kind: Text = UNSET
    title: Text = UNSET
    problem: Text = UNSET
    practice: Text = UNSET
    helps_when: Text = UNSET
    not_when: Text = UNSET
    shown_as: Text = UNSET
    entry: Text = UNSET


@rule(OfferEntry)
def offer_entry(context: RuleContext, command: OfferEntry) -> Effect:
    note = context.note(command.note)
    context.check(command, note=note["id"])
    typed = given(**{name: getattr(command, name) for name in repertoire.COLUMNS})
    columns = repertoire.checked(typed) | given(entry=command.entry)
    mine = [row for row in context.gathering.rows("offers") if row["person"] == context.by.person]
    before = next((row for row in mine if row["note"] == note["id"]), None)
    if before:
        return _changed(before, with_columns(before, **columns))
    if len(mine) >= MOST_OFFERS:
        raise Refused("too_many", why="offers", most=MOST_OFFERS)
    texts = dict.fromkeys((*repertoire.COLUMNS, "entry"), "")
    row = new(
        Offer,
        id=context.next_id("of"),
        note=note["id"],
        person=context.by.person,
        at=context.at,
        **{**texts, "kind": "story", **columns},
    )
    if not row["title"]:
        raise Refused("missing", field="entry_title")
    return replace(_put(row), result={"offer": row["id"]})


class AgreeToOffer(Command, frozen=True, kw_only=True):
    not_for_host = "author_only"
    when_closed = True
    in_harvest = True

    offer: str


@rule(AgreeToOffer)
def agree_to_offer(context: RuleContext, command: AgreeToOffer) -> Effect:
    row = _own_offer(context, command.offer)
    return NOTHING_TO_DO if row["agreed_at"] else _agreed(context, row)


def _agreed(context: RuleContext, row: Offer) -> Effect:
    if row["agreed_at"]:
        return _put(row)
    day = repertoire.asked_again_at(row["at"])
    if datetime.fromisoformat(context.at) < day:
        raise Refused("not_now", why="asked_again", day=day.date().isoformat())
    return _put(with_columns(row, agreed_at=context.at))


def _put(row: Offer) -> Effect:
    return Effect({"offers": [row]}, change_name=PRIVATE_CHANGE)


class TakeBackOffer(Command, frozen=True, kw_only=True):
    """Takes an offer back. If the community has it already, it leaves the community as well."""

    not_for_host = "author_only"
    when_closed = True
    in_harvest = True
    takes_back = True

    offer: str


@rule(TakeBackOffer)
def take_back_offer(context: RuleContext, command: TakeBackOffer) -> Effect:
    row = _own_offer(context, command.offer)
    return Effect(drops={"offers": [row["id"]]}, change_name=PRIVATE_CHANGE)


class OfferByLink(Command, frozen=True, kw_only=True):
    """Sent by the page of an offer's link. `do` is save, agree or take_back. `at` is the time of the offer,
    because ids are used again after a backup is restored. `texts`: columns to change."""

    may = "server"
    on_the_wire = False

    offer: str
    at: str
    do: str
    texts: dict[str, str]


@rule(OfferByLink)
def offer_by_link(context: RuleContext, command: OfferByLink) -> Effect:
    row = context.gathering.row("offers", command.offer)
    if row is None or row["at"] != command.at:
        raise Refused("unknown_offer")
    if command.do == "take_back":
        return Effect(drops={"offers": [row["id"]]}, change_name=PRIVATE_CHANGE)
    if setting(context.gathering.info, "writing") == "host":
        raise Refused("frozen", again_in=FROZEN_AGAIN_IN)
    row = with_columns(row, **repertoire.checked(command.texts))
    if command.do == "agree":
        return _agreed(context, row)
    return _changed(found(context.gathering.row("offers", command.offer), "offer"), row)


def offers_of_note(context: RuleContext, note: str) -> dict[str, list[str]]:
    """Return what to drop with a note: the offers of it."""
    gone = [row["id"] for row in context.gathering.rows("offers") if row["note"] == note]
    return {"offers": gone} if gone else {}


def _own_offer(context: RuleContext, id: str) -> Offer:
    """Return an offer of the asker. Somebody else's is refused like an unknown one."""
    row = context.gathering.row("offers", id)
    return found(row if row and row["person"] == context.by.person else None, "offer")


def _changed(before: Offer, row: Offer) -> Effect:
    result = {"offer": row["id"]}
    if row == before:
        return Effect(result=result)
    return replace(_put(row), result=result)
