"""Plays the past gathering of the demo's community through the rules, at times of half a year ago. Pure."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from openspace.domain.anonymise import anonymised
from openspace.domain.change import Change
from openspace.domain.command import Command
from openspace.domain.commands import parse
from openspace.domain.gathering import Gathering
from openspace.domain.keeping import USUAL_PEOPLE_DAYS
from openspace.domain.opening import open_gathering
from openspace.domain.rules import decide
from openspace.domain.rules.facilitation import EndHarvest, ForgetPeople
from openspace.domain.rules.outcomes import ReportByLink
from openspace.domain.rules.people import Join
from openspace.domain.viewer import HOST, PUBLIC, Viewer
from openspace.exchange.gathering_file import GatheringFile, read
from openspace.exchange.planned import PlannedNote
from openspace.rehearse.script import UNBOUNDED, Part, share_out

Story = Mapping[str, Any]
"""What community.toml says."""

FILE = Path(__file__).with_name("past.toml")
PEOPLE = 24
WEEKS_AGO = 26
ANNOUNCED = timedelta(days=60)


@dataclass
class Past:
    """A gathering on `day`, and its log, while it is played."""

    code: str
    day: date
    zone: ZoneInfo
    gathering: Gathering = field(default_factory=Gathering)
    log: list[Change] = field(default_factory=list)

    def at(self, clock: str, days: int = 0) -> datetime:
        """Return the time `clock`, such as 16:30, so many days after the gathering."""
        there = datetime.combine(self.day, time.fromisoformat(clock), self.zone)
        return there + timedelta(days=days)

    def ask(self, by: Viewer, at: datetime, name: str, **args: Any) -> dict[str, Any]:
        """Execute a command of the wire, and return its result. Raises Refused."""
        return self.do(by, at, parse(name, args))

    def do(self, by: Viewer, at: datetime, command: Command) -> dict[str, Any]:
        change, result = decide(self.gathering, command, by, _utc(at))
        if change:
            self._append(change)
        return result or {}

    def open(self, file: GatheringFile) -> None:
        spec = {**file.spec_for_rehearsal, **UNBOUNDED, "timezone": self.zone.key}
        spec |= {"starts_on": self.day.isoformat(), "ends_on": self.day.isoformat()}
        spec["plan"] = {**spec["plan"], "days": [self.day.isoformat()]}
        opened_at = _utc(self.at("18:00") - ANNOUNCED)
        self._append(open_gathering(spec, self.code, opened_at))

    def forget_people(self) -> None:
        """Forget them as the server does at the end of their time. The book stays."""
        self.do(HOST, self.at("04:00", days=USUAL_PEOPLE_DAYS + 1), ForgetPeople())
        self.gathering, self.log = anonymised(self.gathering, self.log, names_stay=False)

    def note_that_begins(self, words: str) -> str:
        """Return the id of a note. Raises StopIteration if there is none."""
        return next(
            str(row["id"]) for row in self.gathering.rows("notes") if row["text"].startswith(words)
        )

    def place_of(self, title: str) -> dict[str, str]:
        """Return where a topic was: the columns of a part of the repertoire."""
        topics = self.gathering.rows("topics")
        topic = next(row["id"] for row in topics if row["title"] == title)
        [session] = self.gathering.placed_of(topic)
        return {"session": session["code"], "session_title": title}

    def _append(self, change: Change) -> None:
        self.gathering = self.gathering.apply(change)
        self.log.append(change)


def play(code: str, today: date, zone: ZoneInfo, story: Story) -> Past:
    """Return the gathering as it is today, with what became of it."""
    file = read(FILE)
    past = Past(code, today - timedelta(weeks=WEEKS_AGO), zone)
    past.open(file)
    people = [_arrives(past, past.at("09:40")) for _ in range(PEOPLE)]
    rooms = [dict(row) for row in past.gathering.rooms]
    slots = [dict(row) for row in past.gathering.slots]
    script = share_out(file.topics, PEOPLE, rooms, slots, file.evidence)
    past.ask(HOST, past.at("10:00"), "set_phase", phase="marketplace")
    _fill_the_wall(past, people, script.parts)
    past.ask(HOST, past.at("10:30"), "set_phase", phase="sessions")
    *written, late = script.parts
    moved = past.day - date.fromisoformat(file.spec["starts_on"])
    for part in written:
        _write_report(past, people, part, past.at("15:20"), moved)
    for number, item in script.evidence:
        session = script.session_of(item)
        past.ask(people[number], past.at("15:40"), "post_evidence", **item.typed(), session=session)
    _publish(past, "For the closing circle")
    _write_report(past, people, late, past.at("19:10", days=1), moved)
    past.do(HOST, past.at("16:30", days=2), EndHarvest())
    past.forget_people()
    _tell_what_became(past, story)
    return past


def _arrives(past: Past, at: datetime) -> Viewer:
    """Nobody gives a name: who comes to the demo's past gathering stays unknown."""
    return Viewer("person", past.do(PUBLIC, at, Join())["person"])


def _fill_the_wall(past: Past, people: Sequence[Viewer], parts: Sequence[Part]) -> None:
    at, chance = past.at("10:12"), random.Random(1)
    for part in parts:
        convener, topic = people[part.convener], part.topic
        part.id = past.ask(
            convener,
            at,
            "propose_topic",
            title=topic.title,
            description=topic.description,
            tags=topic.tags,
        )["topic"]
        for room, slot in part.cells:
            claimed = past.ask(convener, at, "claim_cell", topic=part.id, room=room, slot=slot)
            part.sessions.append(claimed["session"])
    for person in people:
        for part in chance.sample(parts, 5):
            past.ask(person, at, "mark_interest", topic=part.id)


def _write_report(
    past: Past, people: Sequence[Viewer], part: Part, at: datetime, moved: timedelta
) -> None:
    convener, session = people[part.convener], part.sessions[0]
    for writer, note in part.notes:
        past.ask(people[writer], at, "post_note", session=session, **_typed(note, moved))
    past.ask(convener, at, "count_people", session=session, people=5 + 3 * len(part.notes))
    past.ask(convener, at, "confirm_report", topic=part.id)


def _typed(note: PlannedNote, moved: timedelta) -> dict[str, str]:
    due = note.due and (date.fromisoformat(note.due) + moved).isoformat()
    return {"kind": note.kind, "text": note.text, "url": note.url, "due": due}


def _publish(past: Past, note: str) -> None:
    """Publish the first version, and let the second follow at the end of the time for reports."""
    past.ask(HOST, past.at("16:20"), "publish_book", note=note)
    past.ask(HOST, past.at("16:30"), "set_phase", phase="harvest", publish_after=True)


def _tell_what_became(past: Past, story: Story) -> None:
    told: list[tuple[datetime, Viewer, Command]] = []
    for one in story["outcomes"]:
        note = past.note_that_begins(one["action"])
        said = ReportByLink(note=note, ended=0, outcome=one["outcome"], text=one["text"])
        told.append((past.at("12:00", days=7 * one["weeks"]), PUBLIC, said))
    for one in story["answers"]:
        note = past.note_that_begins(one["recommendation"])
        given = {"organisation": one["organisation"], "text": one["text"]}
        answer = parse("answer_recommendation", {"note": note, **given})
        told.append((past.at("12:00", days=7 * one["weeks"]), HOST, answer))
    for at, by, command in sorted(told, key=lambda one: one[0]):
        past.do(by, at, command)


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds")
