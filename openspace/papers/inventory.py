"""What is stored about people, in words: every table of a gathering is in one group, and every other table of
the store. A test compares it with the catalogue (`domain/tables.py`) and the store (`ledger/sql/columns.py`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from openspace.domain.host_actions import MOST_KEPT
from openspace.papers.facts import PHOTO_CLEAN_UP, SLOW_ERASURE
from openspace.papers.writing import head, pairs
from openspace.proceedings.blocks import Block

Reader = Literal["everybody", "owner", "host"]
"""Who is sent at least one column of it."""

ALL = "Everybody with the code, also the facilitator"


@dataclass(frozen=True)
class Kind:
    """`with_book`: it stays with the book, without who wrote it. Else it is erased with the people, unless
    `kept` says something else."""

    name: str
    what: str
    read_by: str
    tables: tuple[str, ...]
    readers: tuple[Reader, ...]
    with_book: bool = False
    kept: str = ""


def blocks_of(kind: Kind, kept: str) -> Iterator[Block]:
    yield head(kind.name)
    yield pairs(("What", kind.what), ("Read by", kind.read_by), ("Kept", kept))


KINDS = (
    Kind(
        "Names and contacts",
        "Only of those who type one.",
        f"{ALL}, where the person showed the name, and the contact if the person listed it. "
        "Else the person alone.",
        ("people",),
        ("everybody", "owner"),
    ),
    Kind(
        "Topics and sessions",
        "Titles, descriptions, tags, room and time. Who brought a topic is shown only if that "
        "person wishes.",
        f"{ALL}. A topic that is hidden or not approved yet: its author and the "
        "facilitator. One that was withdrawn: its author.",
        ("topics", "sessions", "announcements"),
        ("everybody", "owner", "host"),
        with_book=True,
    ),
    Kind(
        "Notes, actions, evidence, reflections, issues",
        "Texts, links, dates and pictures. Some describe health or lives: their authors decide "
        "that. The kind of evidence (“lived experience”) is optional.",
        f"{ALL}. What is hidden: its author and the facilitator. A closing reflection: its "
        "author and the facilitator, and everybody once it is in the book.",
        ("notes", "evidence", "issues"),
        ("everybody", "host"),
        with_book=True,
    ),
    Kind(
        "Who joined an action",
        "That a person joined, with a name only if the person chose one for it.",
        "A chosen name: everybody who reads the action. Without a name: the person alone. "
        "From five unnamed people on, everybody sees a number, rounded down to fives.",
        ("joins",),
        ("owner",),
    ),
    Kind(
        "Interest in topics, own list of sessions, dots",
        "What somebody marked.",
        "The person alone; of interests also a companion to whom the person gave a code. Others "
        "read only what five or more people marked: the convener of a topic a rough number who "
        "may come, the facilitator which rooms may be too small, everybody “many”, “some” or "
        "“few” dots (the dots are then deleted), and after the end which topics interested the "
        "same conveners.",
        ("interests", "visits", "dots"),
        ("owner",),
    ),
    Kind(
        "Requests to conveners, and news for one person",
        "Requests to meet, to swap places or to join sessions, and news such as “your room "
        "changed”. They have no free text.",
        "The person who gets it. Of a request also the facilitator: its kind, the topic that was "
        "asked, how often, and when; not who sent it.",
        ("notices",),
        ("owner", "host"),
    ),
    Kind(
        "Working together",
        "Wishes to work with others, contacts for that, companions, invitations to convene "
        "together, muted senders.",
        "The person alone; not the facilitator. A contact also by the one with whom the person "
        "agreed to exchange it.",
        ("mutes", "wishes", "introductions", "followings", "invites"),
        ("owner",),
    ),
    Kind(
        "Flags, reports of names, pauses",
        "“This worries me”, “I am in this photo”, “this name should not be here”, and whose "
        "writing is paused.",
        "The person who sent it or is paused, and the facilitator: the item and the words, not "
        "the person.",
        ("flags", "reports", "rests"),
        ("owner", "host"),
    ),
    Kind(
        "Plans to come",
        "How many places, a name if wished, and what somebody needs to take part. It can be "
        "health data.",
        "The person, and the facilitator, as a list without times. From five on, everybody sees "
        "how many plan to come.",
        ("plans",),
        ("owner", "host"),
    ),
    Kind(
        "Offers to the repertoire",
        "A note that its author offers to the repertoire of the community.",
        "The person alone, until they agree, a week later or after. Then everybody, on the page "
        "of the community, if the gathering belongs to one.",
        ("offers",),
        ("owner",),
    ),
    Kind(
        "The gathering itself",
        "Title, theme, rooms, times, news, published versions of the book: texts of the "
        "facilitator.",
        f"{ALL}; the password of the Wi-Fi only while the gathering runs. The word at the door: the "
        "facilitator alone.",
        ("gatherings", "rooms", "slots", "news", "editions"),
        ("everybody", "host"),
        with_book=True,
    ),
)

BESIDE = (
    Kind(
        "Pictures",
        "JPEG files, stored without place, time, camera and name. Who sent each, until who wrote what is "
        "erased.",
        f"{ALL}, while their note is visible. Who sent it: nobody.",
        ("photos", "photo_senders"),
        (),
        kept=f"With the book. A picture that no note uses is deleted within {PHOTO_CLEAN_UP}.",
    ),
    Kind(
        "The log of changes",
        "Each change with its time, for the replay and earlier versions of the book.",
        "Nobody as such. Each reader gets what the present state allows.",
        ("changes",),
        (),
        kept="With the book, without what was taken back and without erased people.",
    ),
    Kind(
        "What facilitators did",
        "A kind of action, a session code, a time and the number of a device. No words and no authors.",
        "The facilitators, at /host-log",
        ("host_actions",),
        (),
        kept=f"With the gathering: the newest {MOST_KEPT:,}. No export has it.",
    ),
    Kind(
        "Keys and devices",
        "Hashes of host keys and of links that work once, secrets of second factors (encrypted), and how "
        "often somebody ended their other devices. No names of devices, and no addresses.",
        "Nobody",
        ("host_keys", "host_factors", "passes", "generations"),
        (),
        kept="Those of facilitators: with the gathering. Those of people: until who wrote what is erased.",
    ),
    Kind(
        "Receipts",
        "A keyed hash of each command of a person, with its answer without texts of people, so that it "
        "takes effect once.",
        "The phone that sent the command",
        ("receipts",),
        (),
        kept="Until who wrote what is erased.",
    ),
    Kind(
        "What is erased slowly",
        "Which item goes at which time, without its author.",
        "Nobody",
        ("leaving",),
        (),
        kept=f"Until it is done: {SLOW_ERASURE}.",
    ),
    Kind(
        "Index of the search",
        "Words of the published book and of repertoires, without names of people.",
        "Whoever searches on the page of a community, if both facilitators agreed to show the gathering "
        "there",
        ("searchable",),
        (),
        kept="With the book, without what was taken back.",
    ),
    Kind(
        "List of gatherings, marks of erasure",
        "Title, days and settings of each gathering; settings of the store. A keyed hash of each erased "
        "person, gathering, and erased or retracted item, so that a backup does not bring them back.",
        "Nobody. What everybody sees of the list is above.",
        ("streams", "forgotten", "house"),
        (),
        kept="The list: with the gathering. The hashes: as long as the store.",
    ),
)
"""Tables of the store that are in no catalogue."""
