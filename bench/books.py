"""A store with many published books in one community, for `search.py`.

The books are of texts made up here, or of the records of the Internet Identity Workshop, which are read from
a folder that is given and never copied.
"""

import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.played import keep, play
from openspace.domain.change import Change, Row
from openspace.domain.commands import parse
from openspace.domain.community.rules import AcceptGathering
from openspace.domain.viewer import HOST
from openspace.exchange.gathering_file import GatheringFile, from_data
from openspace.ledger.port import Ledger
from openspace.service.clock import SYSTEM
from openspace.service.codes import new_code
from openspace.service.opening import open_new_community
from openspace.service.turn import CommandRequest, execute_batch

COMMUNITY = "The community"
SLUG = "the-community"
NOTES_EACH = 2_500
_TOPICS_EACH = 50
_WITH_NOTES = {"IIW 12 ": "iiw-12.json", "IIW 21 ": "iiw-21.json"}
_ROOMS = [{"name": f"Space {letter}"} for letter in "ABCDEFGHIJKLMNO"]
_STARTS = ("09:30", "10:30", "11:30", "13:30", "14:30")


class Language:
    """Words by how often they occur, as in any language: the nth is n times rarer than the first."""

    def __init__(self, texts: list[str] | None = None) -> None:
        self.chance = random.Random(7)
        known = dict.fromkeys(re.findall(r"[a-z]{2,}", " ".join(texts or ()).casefold()))
        self.words = list(known) or [self._made_up() for _ in range(5_000)]
        self._weights = [1 / n for n in range(1, len(self.words) + 1)]

    def _made_up(self) -> str:
        syllables = (
            self.chance.choice("bcdfghklmnprstvw") + self.chance.choice("aeiou") for _ in range(9)
        )
        return "".join(list(syllables)[: self.chance.randint(1, 4)]) + self.chance.choice("nrst")

    def says(self, words: int) -> str:
        return " ".join(self.chance.choices(self.words, self._weights, k=words))


def fill(ledger: Ledger, notes: int, records: Path | None) -> Language:
    """Put books with at least `notes` notes into the store, and the records' on top. Return their
    language."""
    files = list(_recorded(records)) if records else []
    texts = [topic.title for file in files for topic in file.topics]
    texts += [note.text for file in files for topic in file.topics for note in topic.notes]
    language = Language(texts)
    for file in files:
        _publish(ledger, play(file, new_code()))
    log = play(
        _file(
            "Made up",
            [
                _topic(nth, "A topic", ["A note"] * (NOTES_EACH // _TOPICS_EACH))
                for nth in range(_TOPICS_EACH)
            ],
        )
    )
    for _ in range(-(-notes // NOTES_EACH)):
        _publish(ledger, list(_again(log, new_code(), language)))
    _take_in(ledger)
    return language


def _publish(ledger: Ledger, log: list[Change]) -> None:
    keep(log, ledger)
    code = str(next(iter(log[0].puts["gatherings"]))["code"])
    wanted = [("set_phase", {"phase": "closed"}), ("publish_book", {})]
    asks = [CommandRequest(HOST, parse(name, args)) for name, args in wanted]
    assert all(answer["ok"] for answer in execute_batch(ledger, code, asks, SYSTEM))


def _take_in(ledger: Ledger) -> None:
    """Let the community accept every gathering."""
    asks = [CommandRequest(HOST, AcceptGathering(code=code)) for code in ledger.codes()]
    community, _ = open_new_community(ledger, {"name": COMMUNITY, "slug": SLUG}, SYSTEM)
    assert all(answer["ok"] for answer in execute_batch(ledger, community.code, asks, SYSTEM))


def _again(log: list[Change], code: str, language: Language) -> Iterator[Change]:
    """Yield the same gathering with other words."""

    def other(table: str, row: Row) -> Row:
        if table == "gatherings":
            return {**row, "id": code, "code": code}
        if table == "topics":
            return {**row, "title": language.says(6)}
        return (
            {**row, "text": language.says(language.chance.randint(8, 60))}
            if table == "notes"
            else row
        )

    for change in log:
        yield replace(
            change,
            puts={
                table: [other(table, row) for row in rows] for table, rows in change.puts.items()
            },
        )


def _recorded(folder: Path) -> Iterator[GatheringFile]:
    """Yield every gathering of the record; two of them have notes."""
    record = json.loads((folder / "iiw-session-topics-2005-2020.json").read_text("utf-8"))
    events: dict[str, list[str]] = {}
    for session in record["sessions"]:
        events.setdefault(session["event"], []).append(session["title"])
    for event, titles in events.items():
        known = next(
            (name for start, name in _WITH_NOTES.items() if f"{event} ".startswith(start)), ""
        )
        reports = json.loads((folder / known).read_text("utf-8"))["sessions"] if known else []
        notes = [(one["title"], [one["notes"][:20_000]] if one["notes"] else []) for one in reports]
        topics = notes or [(title, []) for title in titles]
        yield _file(event, [_topic(nth, *one) for nth, one in enumerate(topics)])


def _file(title: str, topics: list[dict[str, Any]]) -> GatheringFile:
    slots = [
        {"starts_at": f"{day}T{start}", "ends_at": f"{day}T{start[:2]}:59"}
        for day in _DAYS
        for start in _STARTS
    ]
    spec = {
        "title": title,
        "community": COMMUNITY,
        "listed": True,
        "timezone": "America/Los_Angeles",
    }
    return from_data({**spec, "rooms": _ROOMS, "slots": slots, "topics": topics})


_DAYS = ("2025-10-21", "2025-10-22", "2025-10-23")


def _topic(nth: int, title: str, notes: list[str]) -> dict[str, Any]:
    slot, room = divmod(nth, len(_ROOMS))
    day, start = divmod(slot, len(_STARTS))
    return {
        "title": title[:500] or "Untitled",
        "cells": [{"room": _ROOMS[room]["name"], "slot": f"{_DAYS[day]}T{_STARTS[start]}"}],
        "notes": [{"kind": "summary", "text": text} for text in notes],
    }
