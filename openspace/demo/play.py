"""Plays the demo: people arrive, the wall fills, sessions begin, notes come in. Then it continues quietly."""

import asyncio
import contextlib
import random
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from itertools import chain, repeat
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from openspace.client.api import Api, Json
from openspace.client.attendee import Attendee, Refusal
from openspace.client.tally import Tally
from openspace.demo.today import slots_around
from openspace.exchange.gathering_file import GatheringFile, read
from openspace.rehearse.script import UNBOUNDED, Part, Script, share_out

FILE = Path(__file__).with_name("gathering.toml")
PEOPLE = 34

ARRIVING = 18.0
OPENING = 14.0
BETWEEN_TOPICS = 5.5
BETWEEN_NOTES = 4.0
BETWEEN_EVIDENCE = 9.0
"""Seconds, chosen for somebody who watches the wall for a few minutes."""


class Play:
    """One run of the demo. `haste` divides all waiting times; `zone` defines the current day. `story`: what
    the first people need to take part, and which question of the past is taken up (community.toml)."""

    def __init__(
        self, server: Api, zone: ZoneInfo, story: Mapping[str, Any], haste: float = 1.0
    ) -> None:
        self._server, self._zone, self._story, self._haste = server, zone, story, haste
        self._tally = Tally()
        self._people: list[Attendee] = []
        self._chance = random.Random()

    async def open(self, server_key: str | None) -> Json:
        """Open the gathering and return its links. Raises ServerTrouble."""
        self._file: GatheringFile = read(FILE)
        file_spec = self._file.spec_for_rehearsal
        spec = {key: value for key, value in file_spec.items() if key != "plan"}
        spec |= UNBOUNDED
        spec["timezone"] = self._zone.key
        spec["slots"] = slots_around(datetime.now(self._zone))
        opened = await self._server.open_gathering(spec, server_key)
        self._code = opened["code"]
        self._host_token = await self._server.host(self._code, opened["host_key"])
        return opened

    async def perform(self) -> None:
        """Run without end. Raises ServerTrouble when the server is gone."""
        state = await self._server.state(self._code)
        tables = state["tables"]
        self._break: Json = next(slot for slot in tables["slots"] if slot["kind"] == "break")
        self._script: Script = share_out(
            self._file.topics, PEOPLE, tables["rooms"], tables["slots"], self._file.evidence
        )
        try:
            await self._arrive()
            await self._host("set_phase", phase="opening")
            await self._wait(OPENING)
            await self._marketplace()
            await self._sessions()
            while True:
                await self._wait(20)
                await self._somebody_is_interested()
        finally:
            leaving = [person.leave() for person in self._people]
            await asyncio.gather(*leaving, return_exceptions=True)

    async def _arrive(self) -> None:
        needs = chain(self._story["needs"], repeat(""))
        for name, access in zip(self._script.names, needs, strict=False):
            person = Attendee(self._server, self._code, self._tally, name)
            await person.arrive()
            with contextlib.suppress(Refusal):
                await person.ask("plan_to_come", access=access)
            self._people.append(person)
            await self._wait(ARRIVING / PEOPLE)

    # --- the marketplace

    async def _marketplace(self) -> None:
        await self._host("set_phase", phase="marketplace")
        await self._host("post_news", text="The marketplace is open. What do you care about?")
        placing: list[Awaitable[None]] = []
        order = list(self._script.parts)
        self._chance.shuffle(order)
        for part in order:
            await self._propose(part)
            placing.append(asyncio.ensure_future(self._place(part)))
            placing += [asyncio.ensure_future(self._somebody_is_interested()) for _ in range(3)]
            await self._wait(BETWEEN_TOPICS, spread=0.6)
        await asyncio.gather(*placing)

    async def _propose(self, part: Part) -> None:
        topic = part.topic
        result = await self._people[part.convener].ask(
            "propose_topic",
            title=topic.title,
            description=topic.description,
            convener_name=topic.convener_name or None,
            tags=topic.tags,
            follows=await self._taken_up(topic.title),
        )
        part.id = result["topic"]

    async def _taken_up(self, title: str) -> dict[str, str]:
        """Return the open question that a topic takes up, `{}` for most."""
        takes_up = self._story["takes_up"]
        if title != takes_up["topic"]:
            return {}
        for one in await self._server.questions(self._code):
            if one["text"].startswith(takes_up["question"]):
                return {"code": one["code"], "note": one["note"]}
        return {}

    async def _place(self, part: Part) -> None:
        """Claim the cell after a delay. If it is taken, ask its convener to meet, and claim another cell."""
        for room, slot in part.cells:
            await self._wait(7, spread=0.7)
            try:
                await self._claim(part, room, slot)
            except Refusal as refusal:
                await self._talk_and_go_elsewhere(part, refusal.error)
        await self._meet_outside(part)

    async def _meet_outside(self, part: Part) -> None:
        """Take a free place in the break, for the one topic that the story has outside."""
        outside = self._story["outside"]
        if part.topic.title == outside["topic"]:
            await self._wait(7, spread=0.7)
            where = {"place": outside["place"], "starts_at": self._break["starts_at"]}
            await self._people[part.convener].ask("claim_place", topic=part.id, **where)

    async def _talk_and_go_elsewhere(self, part: Part, error: Json) -> None:
        convener = self._people[part.convener]
        with contextlib.suppress(Refusal):
            holder = error.get("held_by", {}).get("session")
            if holder:
                await convener.ask("ask_to_meet", session=holder, topic=part.id)
        await self._wait(10)
        for room, slot in error.get("free", []):
            with contextlib.suppress(Refusal):
                await self._claim(part, room, slot)
                return

    async def _claim(self, part: Part, room: str, slot: str) -> None:
        result = await self._people[part.convener].ask(
            "claim_cell", topic=part.id, room=room, slot=slot
        )
        part.sessions.append(result["session"])

    async def _somebody_is_interested(self) -> None:
        await self._wait(4, spread=1)
        proposed = [part for part in self._script.parts if part.id]
        if not proposed:
            return
        person, part = self._chance.choice(self._people), self._chance.choice(proposed)
        with contextlib.suppress(Refusal):
            await person.ask("mark_interest", topic=part.id, interested=True)

    # --- the sessions

    async def _sessions(self) -> None:
        await self._host("set_phase", phase="sessions")
        await self._host("ring_bell", text="The first sessions begin. Follow your feet.")
        await self._host("post_news", text="Lunch is soup, cooked by a session. Bring a bowl.")
        placed = [part for part in self._script.parts if part.sessions]
        handing_over = asyncio.ensure_future(self._hand_over_notes(placed))
        bringing = asyncio.ensure_future(self._bring_evidence())
        waiting = [(part, list(part.notes)) for part in placed if part.notes]
        while waiting:
            # Notes come from a few sessions at a time, as in a real gathering.
            part, notes = self._chance.choice(waiting[:4])
            writer, note = notes.pop(0)
            if not notes:
                waiting.remove((part, notes))
            with contextlib.suppress(Refusal):
                await self._post(part, writer, note)
            await self._wait(BETWEEN_NOTES, spread=0.8)
        await asyncio.gather(handing_over, bringing)

    async def _bring_evidence(self) -> None:
        for number, item in self._script.evidence:
            await self._wait(BETWEEN_EVIDENCE, spread=0.6)
            who, session = self._people[number], self._script.session_of(item)
            named = bool(item.by) and who.name == item.by
            with contextlib.suppress(Refusal):
                await who.ask("post_evidence", **item.typed(), session=session, named=named)

    async def _post(self, part: Part, writer: int, note: Any) -> None:
        who = self._people[writer]
        await who.ask(
            "post_note",
            session=part.sessions[0],
            **note.typed(),
            named=bool(note.by) and who.name == note.by,
        )

    async def _hand_over_notes(self, placed: list[Part]) -> None:
        """Two conveners ask for a note-taker. One finds somebody, and one does not."""
        for part, found in zip(placed[-2:], (True, False), strict=False):
            await self._wait(12)
            with contextlib.suppress(Refusal):
                session = part.sessions[0]
                await self._people[part.convener].ask("hand_over_notes", session=session)
                if found:
                    await self._wait(15)
                    helper = self._people[(part.convener + 5) % PEOPLE]
                    await helper.ask("take_notes", session=session, named=bool(helper.name))

    # --- shared by all acts

    async def _host(self, command: str, **args: Any) -> None:
        asked = {"id": uuid4().hex, "name": command, "args": args}
        await self._server.command(self._code, self._host_token, asked)

    async def _wait(self, seconds: float, spread: float = 0.3) -> None:
        await asyncio.sleep(seconds * self._chance.uniform(1 - spread, 1 + spread) / self._haste)


async def when_ready(server: Api, then: Callable[[], Awaitable[None]], within: float = 20) -> bool:
    """Call `then` once the server answers. Return False if it does not within so many seconds."""
    for _ in range(int(within / 0.1)):
        if await server.is_there():
            await then()
            return True
        await asyncio.sleep(0.1)
    return False
