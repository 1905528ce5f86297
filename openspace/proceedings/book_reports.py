"""The sessions and topics of a book with their notes and evidence."""

from collections.abc import Iterable
from dataclasses import dataclass

from openspace.domain.cells import holds_cells
from openspace.domain.change import Row
from openspace.proceedings import timetable
from openspace.proceedings.agenda import Day
from openspace.proceedings.book_rows import anchor, day_of, is_public, names_of, of_topics, room_of
from openspace.proceedings.contents import Evidence
from openspace.proceedings.convergence import has_dots
from openspace.proceedings.report import KINDS, Answer, Note, Report


@dataclass
class ReportCompiler:
    """Makes reports of the public rows of a gathering. `info` is its own row, with the host's words for the
    book."""

    seq: int
    info: Row
    tables: dict[str, list[Row]]
    base_url: str
    edition: Row | None
    at: str
    shared: list[tuple[str, str]]
    kinds: dict[str, str]
    """Evidence → its kind as the book shows it."""

    def read_rows(self) -> None:
        self.where = timetable.zone(self.info.get("timezone") or "")
        self.topics = {t["id"]: t for t in self.tables["topics"] if is_public(t)}
        self.sessions = [s for s in self.tables["sessions"] if s["topic"] in self.topics]
        self.slots = sorted(self.tables["slots"], key=lambda slot: (slot["starts_at"], slot["id"]))
        self.notes = self._notes_by_session_or_topic()
        self.words = self.info["book"]
        self.left_out = frozenset(self.words["left_out"])

    # --- reports

    def _elsewhere(self, session: Row, day: str) -> Report:
        """Return the report of a session at a free place. It has the colour of the time slot in which it
        begins, or of the one before."""
        begin = timetable.order(session["starts_at"])
        coloured = [s for s in self.slots if holds_cells(s) and s["day"] == day_of(session)]
        before = [s for s in coloured if timetable.order(s["starts_at"]) <= begin]
        colour = (before[-1:] or coloured[:1] or [{"colour": 0}])[0]["colour"]
        times = {**session, "ends_at": session["ends_at"] or "", "colour": colour}
        return self._report(session, times, None, day)

    def _topics_of(self, session: Row) -> list[Row]:
        """Return the topics that meet in the session: its own, and one that has joined it."""
        ids = [session["topic"], session["joined"]]
        return [self.topics[id] for id in ids if id in self.topics]

    def _report(self, session: Row, times: Row, room: Row | None, day: str) -> Report:
        topics = self._topics_of(session)
        return Report(
            anchor=anchor("session", session["id"]),
            code=session["code"],
            conveners=self._conveners(topics),
            note_taker=self._name(session["note_taker_name"]),
            people=session["people"],
            cluster=(session["cluster"] or "") if has_dots(self.info) else "",
            room=room_of(room) if room else None,
            place=session["place"],
            day=day,
            time=timetable.span(times["starts_at"], times["ends_at"], self.where),
            starts_at=times["starts_at"],
            ends_at=times["ends_at"],
            colour=int(times["colour"] or 0) % 12,
            notes=tuple(self.notes.get(session["id"], ())),
            follows=next(filter(None, map(self._followed, topics)), ""),
            **of_topics(topics),
        )

    def _conveners(self, topics: list[Row]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(filter(None, map(self._name, names_of(topics)))))

    def _unplaced(self, placed: set[str]) -> Iterable[Report]:
        """Yield topics without a cell in the agenda, with the notes from cells that they had before."""
        shown = [s for s in self.sessions if anchor("session", s["id"]) in placed]
        homes = {topic["id"] for s in shown for topic in self._topics_of(s)}
        for topic in sorted(self.topics.values(), key=lambda topic: str(topic["at"])):
            if topic["id"] not in homes:
                stray = [s["id"] for s in self.sessions if s["topic"] == topic["id"]]
                notes = [n for home in (*stray, topic["id"]) for n in self.notes.get(home, ())]
                if "unplaced" in self.left_out and not notes:
                    continue  # people's notes are never left out
                yield Report(
                    anchor=anchor("topic", topic["id"]),
                    code="",
                    conveners=self._conveners([topic]),
                    note_taker=None,
                    room=None,
                    day="",
                    time="",
                    starts_at="",
                    ends_at="",
                    colour=0,
                    notes=tuple(notes),
                    follows=self._followed(topic),
                    **of_topics([topic]),
                )

    def _followed(self, topic: Row) -> str:
        code = topic["follows"].get("code", "")
        return f"{self.base_url}/{code}/proceedings#questions" if code else ""

    # --- notes

    def _notes_by_session_or_topic(self) -> dict[str, list[Note]]:
        """Group notes by their session, else by the first session of their topic, else by their topic."""
        first = {t["id"]: s["id"] for s in reversed(self.sessions) for t in self._topics_of(s)}
        held = {s["id"] for s in self.sessions}
        found: dict[str, list[Note]] = {}
        for row in sorted(self.tables["notes"], key=lambda note: str(note["at"])):
            topic = str(row["topic"])
            if topic in self.topics and not (row["hidden"] or row["covered"]):
                home = row["session"] if row["session"] in held else first.get(topic, topic)
                found.setdefault(home, []).append(self._note(row))
        return found

    def _note(self, row: Row) -> Note:
        return Note(
            kind=row["kind"] if row["kind"] in KINDS else "key_point",
            text=row["text"] or "",
            by=self._name(row["by_name"]),
            url=row["url"] or "",
            due=timetable.due_label(row["due"] or ""),
            due_on=row["due"] or "",
            initiator=self._name(row["initiator_name"]) or "",
            initiator_typed=row.get("initiator_typed", False),
            alt=row["alt"] or "",
            content_note=row["content_note"] or "",
            outcome=row["outcome"] or "",
            outcome_text=row["outcome_text"] or "",
            outcome_on=row["outcome_on"] or "",
            answers=tuple(Answer(**answer) for answer in row["answers"]),
            joined=tuple(filter(None, map(self._name, row.get("joined_names", ())))),
            joined_others=row.get("joined_others", 0),
            photo=f"{self._address()}/photos/{row['photo']}.jpg" if row["photo"] else "",
            row=row["id"],
        )

    def _evidence(self, days: tuple[Day, ...]) -> Iterable[Evidence]:
        reports = {r.anchor: r for day in days for r in day.reports}
        for row in sorted(self.tables["evidence"], key=lambda item: str(item["at"])):
            if row["covered"]:
                continue
            yield Evidence(
                form=row["form"],
                bearing=row["bearing"],
                kind=self.kinds[row["id"]],
                text=row["text"],
                url=row["url"],
                citation=row["citation"],
                content_note=row["content_note"] or "",
                by=self._name(row["by_name"]),
                is_seeded=row["seeded"],
                report=reports.get(anchor("session", row["session"])),
                row=row["id"],
            )

    # --- names

    def _name(self, name: str | None) -> str | None:
        return (name or None) if self._names_are_shown() else None

    def _names_are_shown(self) -> bool:
        return bool(self.info.get("naming") != "none")

    def _address(self) -> str:
        return f"{self.base_url}/{self.info['code']}"
