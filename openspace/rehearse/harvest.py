"""What people of a rehearsal bring beside their topics: interest, notes, evidence, and titles of reports."""

import random

from openspace.exchange.planned import PlannedEvidence
from openspace.rehearse.crowd import Crowd
from openspace.rehearse.script import Part, Script

INTERESTS_EACH = 2


class Harvest:
    def __init__(self, people: Crowd, script: Script, anonymous: bool) -> None:
        self._people, self._script, self._anonymous = people, script, anonymous

    async def mark_interests(self) -> None:
        chance = random.Random(len(self._people))
        parts = self._script.parts
        marks = [
            (number, (number, part.id))
            for number in range(len(self._people))
            for part in chance.sample(parts, min(INTERESTS_EACH, len(parts)))
        ]

        async def mark(whose: tuple[int, str]) -> None:
            number, topic = whose
            await self._people[number].ask("mark_interest", topic=topic, interested=True)

        await self._people.each_in_turn("Marking interest", marks, mark)

    async def post_notes(self) -> None:
        async def post(item: tuple[Part, int]) -> None:
            part, nth = item
            writer, note = part.notes[nth]
            who = self._people[writer]
            named = bool(note.by) and who.name == note.by and not self._anonymous
            initiator = "" if self._anonymous else note.initiator_name
            await who.ask(
                "post_note",
                session=part.sessions[0],
                **{**note.typed(), "initiator_name": initiator},
                named=named,
            )

        items = [
            (writer, (part, nth))
            for part in self._script.parts
            if part.sessions
            for nth, (writer, _) in enumerate(part.notes)
        ]
        await self._people.each_in_turn("Posting notes", items, post)

    async def bring_evidence(self) -> None:
        async def bring(item: tuple[int, PlannedEvidence]) -> None:
            number, planned = item
            who = self._people[number]
            named = bool(planned.by) and who.name == planned.by and not self._anonymous
            session = self._script.session_of(planned)
            await who.ask("post_evidence", **planned.typed(), session=session, named=named)

        items = [(number, (number, item)) for number, item in self._script.evidence]
        await self._people.each_in_turn("Bringing evidence", items, bring)

    async def retitle_reports(self) -> None:
        """Give reports titles of their own. Titles drift from the wall to the report."""

        async def retitle(part: Part) -> None:
            await self._people[part.convener].ask(
                "edit_topic", topic=part.id, report_title=part.topic.report_title
            )

        retitled = [(part.convener, part) for part in self._script.parts if part.topic.report_title]
        await self._people.each_in_turn("Titles of reports", retitled, retitle)
