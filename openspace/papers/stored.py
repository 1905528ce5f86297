"""What is stored, who reads it, and where it is: parts of the data protection impact assessment."""

from collections.abc import Iterator

from openspace.papers.facts import (
    SNAPSHOT_HOURS,
    SNAPSHOT_SECONDS,
    SNAPSHOTS_NEWEST,
    Facts,
)
from openspace.papers.inventory import BESIDE, KINDS, Kind, blocks_of
from openspace.papers.writing import decide, head, pairs, points, say
from openspace.proceedings.blocks import Block

BY_CHOICE = (
    "By people’s own choice: calendars. Public texts of a community are found by search engines."
)


def days(count: int, for_ever: str) -> str:
    return f"{count} days after the last day of the gathering" if count else for_ever


def inventory(facts: Facts) -> Iterator[Block]:
    yield head("All of it")
    yield pairs(
        (
            "Read by",
            (
                "The operator, who has the store and the secret, can read everything, also who wrote "
                "what. Who reads what below is what the program shows."
            ),
        )
    )
    for kind in (*KINDS, *BESIDE):
        yield from blocks_of(kind, _kept(kind, facts))
    yield head("What is not asked for, and not stored")
    yield points(
        "The program does not ask for dates of birth, NHS numbers or patient records. Somebody can still "
        "type them, and the facilitator hides that item, and can delete it for good.",
        "There are no accounts. An e-mail address is stored only where somebody types it.",
        "Not stored: internet addresses of phones, locations, logs of who opened which page.",
        "Not stored: sound, film, and who is in which room, unless somebody keeps a list for themselves.",
    )


def _kept(kind: Kind, facts: Facts) -> str:
    if kind.kept:
        return kind.kept
    book = days(facts.book_days, "until the gathering is deleted")
    if kind.name == "The gathering itself":
        return book.capitalize()
    people = days(facts.people_days, "as long as the book")
    return f"Who wrote it: {people}. The text: {book}" if kind.with_book else people.capitalize()


def where(facts: Facts) -> Iterator[Block]:
    yield say("This is also the list of assets, for your asset register.")
    yield pairs(
        ("Program", f"openspace {facts.version}"),
        ("Server", facts.host_name or "to be named"),
        ("Store", _store(facts)),
        ("Key", "A secret in a file of its own, readable only by the account of the server"),
        ("Snapshots", _snapshots(facts)),
        ("On the way", "TLS (https)" if facts.is_encrypted else "Not encrypted: plain http"),
        (
            "Other companies",
            f"From the program none, except the owner of the machine, if it is rented. {BY_CHOICE}",
        ),
    )
    yield say(
        "In the store, ids, names, contacts and plans are encrypted, and differently "
        "in each row. A lost copy "
        "shows texts and times, but not their authors. Whoever has the copy and the "
        "secret can read everything. "
        "Texts and pictures are not encrypted by the program."
    )
    if not facts.is_encrypted:
        yield decide(
            "The address is plain http. Use TLS on every network that is not your own closed Wi-Fi.",
            "Operator",
        )
    yield decide(
        "Is the disk of the server encrypted? In which country is it? Who has an account on it?",
        "Operator",
    )
    if facts.is_postgres:
        yield decide(
            "When are dumps and write-ahead archives deleted? They have what was erased until then.",
            "Operator",
        )
    yield decide(
        "Is a proxy in front (nginx, Caddy)? Switch its access log off, or write what it keeps: "
        "the log shows the language of each reader (also Easy English) beside the address of the phone.",
        "Operator",
    )
    yield decide(
        "Who makes backups, and where are they? Is the secret kept apart?",
        "Operator",
    )


def _store(facts: Facts) -> str:
    if facts.is_postgres:
        return "A PostgreSQL database" + (
            ", with Redis for hints that it does not store" if facts.has_redis else ""
        )
    return "One file (SQLite) beside the program, readable only by the account of the server"


def _snapshots(facts: Facts) -> str:
    if facts.is_postgres:
        return "None by the program: the backups of PostgreSQL"
    return (
        f"Copies beside the store, at most every {SNAPSHOT_SECONDS} seconds: the "
        f"{SNAPSHOTS_NEWEST} newest, and "
        f"one for each of {SNAPSHOT_HOURS} earlier hours. After an erasure they are replaced."
    )
