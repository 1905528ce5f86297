"""What is erased where and when, in one table, and what nobody can erase."""

from collections.abc import Iterator

from openspace.papers.facts import (
    CLEAN_UP_MINUTES,
    COOKIE_DAYS,
    COPY_HOURS,
    HOST_HOURS,
    PHOTO_CLEAN_UP,
    SLOW_ERASURE,
    VISIT_DAYS,
    Facts,
)
from openspace.papers.writing import head, pairs, points, say
from openspace.proceedings.blocks import Block

AFTER = "After that day: texts without authors"
"""Heading of what is possible after who wrote what is erased."""


def places(facts: Facts) -> Iterator[Block]:
    """Yield what happens in each place when an item is taken back, or its author is forgotten with the
    texts."""
    yield head("Where it is, and when it is gone")
    yield say(
        "For an item that its author takes back, or erases with “Forget me”. “Forget me” one by one "
        f"spreads the moments over {SLOW_ERASURE}."
    )
    yield pairs(
        (
            "Screens",
            (
                "At once. A phone that is offline: when it is online again; its copy of the wall is "
                f"shown for {COPY_HOURS} hours at most."
            ),
        ),
        ("Published book", "At once, in all versions on the server."),
        ("Store and log", f"At the next clean-up, every {CLEAN_UP_MINUTES} minutes."),
        (
            "Snapshots",
            "Not by the program: when the operator deletes the backups of PostgreSQL."
            if facts.is_postgres
            else "With the log: they are replaced.",
        ),
        ("Pictures", f"Not shown: at once. The file: within {PHOTO_CLEAN_UP}."),
        (
            "Messages at other people",
            (
                "A contact that was exchanged: at once. Requests stay until they are dismissed, "
                "without sender, or until who wrote what is erased."
            ),
        ),
        (
            "Page of a community",
            (
                f"At once, at the latest after {CLEAN_UP_MINUTES} minutes. After who wrote what is "
                "erased: only by the author’s own link, or hidden by the facilitator of the community."
            ),
        ),
        (
            "Backups outside",
            "When the operator deletes them. After a restore the program erases again what the list "
            "of erasures has. What no list has is back."
            if facts.is_postgres
            else "When the operator deletes them. After “restore” the program erases again who and what was "
            "erased, if the old store or the list of erasures, and the secret, are still there; else they "
            "are back.",
        ),
        ("Downloads, paper, photographs", "Never by the program."),
    )


def exceptions() -> Iterator[Block]:
    """Yield what is not erased in the way that people may expect."""
    yield points(
        "A topic that its convener withdraws leaves screens and book, and can be restored. "
        "So it stays in the store, where its author and the operator can read it. It is erased by “Forget "
        "me” with texts; its words also when who wrote what is erased. Notes of others on it stay in the "
        "store, and the facilitator can read them.",
        "What the facilitator hides leaves screens and book, but stays in the store: its author "
        "and the facilitator can read it. Hiding is not erasing. “Delete for good”, the facilitator’s second "
        "step, erases it from the store, the log and published versions of the book. A topic that holds "
        "notes stays as “Untitled”.",
        "“Forget me” without texts: name, contact and marks are erased at once, and the texts stay, "
        "without an author. Nobody can take them back after that.",
        "A topic on which others wrote stays as “Untitled”, with their notes.",
        f"The list of sessions that somebody keeps for themselves goes after {VISIT_DAYS} days.",
        "A keyed hash of each erased person, deleted gathering, and erased or retracted item stays as long "
        "as the store, and in the list of erasures beside it, so that a backup does not bring them back. It "
        "has no day, and tells nothing else.",
    )


def at_the_end(facts: Facts) -> Iterator[Block]:
    """Yield what is possible after who wrote what is erased."""
    yield head(AFTER)
    yield say(
        "Nobody can take back an item any more, because nobody is known as its author. The "
        "facilitator can still hide an item, and then delete it for good. Deleting does not reach "
        "backups and the repertoire. An item that a restored backup brings back is erased again, if the "
        "old store or the list of erasures is there."
    )
    if not facts.book_days:
        yield say(
            "The server does not delete the book by itself. Set “Days until all of it is erased” in "
            "Settings, or let the facilitator (“Delete this gathering”) or the operator "
            "(openspace purge) delete the gathering."
        )


def on_phones() -> Iterator[Block]:
    yield head("On people’s own phones")
    yield pairs(
        ("Cookie", f"{COOKIE_DAYS} days"),
        ("Drafts, what is not saved yet, pictures to send", "Until they are sent"),
        ("Which news and moves of sessions it has shown", "As long as the token"),
        (
            "All of it, with the token",
            (
                "Until “Forget me” or “Sign out”, or until the browser’s data is cleared. If the "
                "gathering is deleted: when its page is opened again."
            ),
        ),
        (
            "Cookie of a language, only if somebody chose one",
            f"{COOKIE_DAYS} days, or until “Forget me” or “Sign out”. Language can tell who it is.",
        ),
        (
            "Times, rooms and titles of the wall, only if somebody asked for them",
            (
                "No names, no notes, nothing that only one person sees. Shown for "
                f"{COPY_HOURS} hours after the last connection. Deleted with the rest, when the gathering "
                "is closed, or when a page is opened after that time."
            ),
        ),
        ("Larger text and contrast, only if somebody chose them", "Until somebody changes them"),
        (
            "On a facilitator’s device: a cookie",
            (
                f"{COOKIE_DAYS} days, or until “Sign out” or a new host key. Where a second "
                "factor is required: "
                f"{HOST_HOURS} hours."
            ),
        ),
    )
