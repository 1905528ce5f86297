"""What is stored about people, in words: every table of a gathering is in one group. A test compares it with
the catalogue (`domain/tables.py`)."""

from dataclasses import dataclass
from typing import Literal

Reader = Literal["everybody", "owner", "host"]
"""Who is sent at least one column of it."""

_READERS: dict[Reader, str] = {
    "everybody": "everybody with the code of the gathering",
    "owner": "the person whom it concerns",
    "host": "the facilitator",
}


@dataclass(frozen=True)
class Kind:
    """`with_book`: it stays with the book, without who wrote it. Else it is erased with the people."""

    name: str
    what: str
    tables: tuple[str, ...]
    readers: tuple[Reader, ...]
    with_book: bool = False

    @property
    def read_by(self) -> str:
        words = [_READERS[reader] for reader in self.readers]
        return (
            f"{', '.join(words[:-1])} and {words[-1]}" if words[1:] else "".join(words) or "nobody"
        )


KINDS = (
    Kind(
        "Names and contacts",
        "Only of those who type one. Others see a name where its owner showed it, and "
        "a contact only if "
        "its owner listed it.",
        ("people",),
        ("everybody", "owner"),
    ),
    Kind(
        "Topics and sessions",
        "Titles, descriptions, tags, and which room and time they have. Who brought a "
        "topic is shown only if "
        "that person wishes.",
        ("topics", "sessions", "announcements"),
        ("everybody", "owner", "host"),
        with_book=True,
    ),
    Kind(
        "Notes, actions, evidence, reflections, issues",
        "Texts, links, dates and pictures. Some describe health or lives: their "
        "authors decide that. "
        "The kind of evidence (“lived experience”) is optional.",
        ("notes", "evidence", "issues"),
        ("everybody", "host"),
        with_book=True,
    ),
    Kind(
        "Who joined an action",
        (
            "A name only if the person chose one for it; then everybody sees it with the "
            "action. Others are a number, from five on."
        ),
        ("joins",),
        ("owner",),
    ),
    Kind(
        "Interest in topics, own list of sessions, dots",
        "What somebody marked. Others see nothing of it, or groups in words.",
        ("interests", "visits", "dots"),
        ("owner",),
    ),
    Kind(
        "Messages between people",
        "Requests to meet or to swap places, wishes to work on something with others, "
        "exchanged contacts, "
        "somebody who accompanies a person, an invitation to convene together, muted "
        "senders. The facilitator "
        "sees how often conveners were asked to meet.",
        ("notices", "mutes", "wishes", "introductions", "followings", "invites"),
        ("owner", "host"),
    ),
    Kind(
        "Flags, reports of names, pauses",
        "“This worries me”, “I am in this photo”, “this name should not be here”, and "
        "whose writing "
        "is paused. The "
        "facilitator sees the item and the words, and not the sender.",
        ("flags", "reports", "rests"),
        ("owner", "host"),
    ),
    Kind(
        "Plans to come",
        "How many places, a name if wished, and what somebody needs to take part. It "
        "can be health data. The "
        "facilitator reads it as a list without times. It is encrypted in the store.",
        ("plans",),
        ("owner", "host"),
    ),
    Kind(
        "Offers to the repertoire",
        (
            "A note that its author offers to the community’s collection. The community "
            "gets it when they agree."
        ),
        ("offers",),
        ("owner",),
    ),
    Kind(
        "The gathering itself",
        (
            "Title, theme, rooms, times, news, published versions of the book: texts of "
            "the organisers."
        ),
        ("gatherings", "rooms", "slots", "news", "editions"),
        ("everybody", "host"),
        with_book=True,
    ),
)
