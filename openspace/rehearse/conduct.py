"""A rehearsal from the first arrival to the last check. It has a time limit."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import perf_counter
from typing import Any
from uuid import uuid4

from openspace.client.api import Api, Json, ServerTrouble
from openspace.client.attendee import Refusal
from openspace.client.tally import Tally
from openspace.exchange.gathering_file import GatheringFile
from openspace.rehearse.crowd import Crowd, together
from openspace.rehearse.harvest import Harvest
from openspace.rehearse.outcome import Outcome, examine
from openspace.rehearse.progress import Progress
from openspace.rehearse.script import UNBOUNDED, Cell, FreePlace, Part, share_out


@dataclass(frozen=True)
class RehearsalOptions:
    """Options of a rehearsal. `pace`: seconds between two actions of one person. `code`: an existing
    gathering."""

    file: GatheringFile
    people: int
    url: str
    pace: float = 0.0
    contest: int = 5
    settle: bool = False
    code: str | None = None
    server_key: str | None = None
    limit: float = 1800.0


async def rehearse(options: RehearsalOptions, progress: Progress) -> Outcome:
    """Play the file and check the result. Raises ServerTrouble, GatheringFileError."""
    try:
        async with asyncio.timeout(options.limit), Api(options.url) as server:
            return await _Rehearsal(options, progress, server).play()
    except TimeoutError:
        raise ServerTrouble(
            f"The rehearsal was stopped: it was not over after {options.limit:.0f} seconds."
        ) from None
    finally:
        progress.end()


class _Rehearsal:
    def __init__(self, options: RehearsalOptions, progress: Progress, server: Api) -> None:
        self._plan, self._progress, self._server = options, progress, server
        self._tally = Tally()
        self._lost: list[tuple[Part, Cell]] = []

    async def play(self) -> Outcome:
        opened = await self._open()
        self._code = opened["code"]
        state = await self._server.state(self._code)
        rows = state["tables"]
        rooms = [room for room in rows["rooms"] if not room["folded"]]
        file = self._plan.file
        self._script = share_out(
            file.topics, self._plan.people, rooms, rows["slots"], file.evidence
        )
        self._anonymous = state["gathering"]["naming"] == "none"
        host = await self._host(opened.get("host_key"))
        names = ["" if self._anonymous else name for name in self._script.names]
        self._people = Crowd(
            self._server, self._code, names, self._plan.pace, self._tally, self._progress
        )
        harvest = Harvest(self._people, self._script, self._anonymous)
        async with self._people.here():
            self._tally.began = perf_counter()
            await host("set_phase", phase="marketplace")
            await self._propose()
            await self._claim_contested()
            await self._claim_others()
            await self._claim_free_places()
            await self._settle()
            await self._join_sessions()
            await self._contest_free_cells(rooms, rows["slots"])
            await harvest.mark_interests()
            await host("set_phase", phase="sessions")
            await harvest.post_notes()
            await harvest.bring_evidence()
            await harvest.retitle_reports()
            took = perf_counter() - self._tally.began
            head = await self._server.state(self._code)
            await self._people.until_all_have(int(head["seq"]))
            public = await self._server.state(self._code)
            replicas = self._people.replicas()
            return examine(opened, self._script, self._tally, public, replicas, took)

    # --- getting ready

    async def _open(self) -> Json:
        if self._plan.code:
            return {"code": self._plan.code}
        return await self._server.open_gathering(
            {**UNBOUNDED, **self._plan.file.spec_for_rehearsal}, self._plan.server_key
        )

    async def _host(self, host_key: str | None) -> Callable[..., Awaitable[None]]:
        """Return a function that sends a host's command. It does nothing in a gathering that we did not
        open."""
        token = await self._server.host(self._code, host_key) if host_key else None

        async def send(name: str, **args: Any) -> None:
            if token:
                command = {"id": uuid4().hex, "name": name, "args": args}
                await self._server.command(self._code, token, command)

        return send

    # --- the acts

    async def _propose(self) -> None:
        async def propose(part: Part) -> None:
            topic = part.topic
            result = await self._people[part.convener].ask(
                "propose_topic",
                title=topic.title,
                description=topic.description,
                tags=topic.tags,
                **({} if self._anonymous else {"convener_name": topic.convener_name or None}),
            )
            part.id = result["topic"]

        by_convener = [(part.convener, part) for part in self._script.parts]
        await self._people.each_in_turn("Proposing topics", by_convener, propose)

    async def _claim_contested(self) -> None:
        """Let all rivals for a cell claim it at the same moment."""
        cells = sorted(self._script.contested)
        wants = [(part, cell) for cell in cells for part in self._script.rivals(cell)]

        async def claim(part: Part, cell: Cell) -> None:
            await self._claim(part, cell)
            self._progress.step()

        if wants:
            self._progress.begin("Contested places", len(wants))
            await together(claim(part, cell) for part, cell in wants)

    async def _claim_others(self) -> None:
        async def claim(want: tuple[Part, Cell]) -> None:
            await self._claim(*want)

        wants = [
            (part.convener, (part, cell))
            for part in self._script.parts
            for cell in part.cells
            if cell not in self._script.contested
        ]
        await self._people.each_in_turn("Choosing places", wants, claim)

    async def _claim_free_places(self) -> None:
        async def claim(want: tuple[Part, FreePlace]) -> None:
            part, (place, starts_at, ends_at) = want
            where = {"place": place, "starts_at": starts_at, "ends_at": ends_at or None}
            convener = self._people[part.convener]
            again = {"again": part.is_continued}
            result = await convener.ask("claim_place", topic=part.id, **where, **again)
            part.sessions.append(result["session"])

        wants = [
            (part.convener, (part, place)) for part in self._script.parts for place in part.places
        ]
        if wants:
            await self._people.each_in_turn("Choosing free places", wants, claim)

    async def _claim(self, part: Part, cell: Cell) -> None:
        convener = self._people[part.convener]
        try:
            again = part.is_continued
            result = await convener.ask(
                "claim_cell", topic=part.id, room=cell[0], slot=cell[1], again=again
            )
            part.sessions.append(result["session"])
        except Refusal as refusal:
            if refusal.code in ("cell_taken", "room_busy"):
                self._lost.append((part, cell))
                part.free = [(room, slot) for room, slot in refusal.error.get("free", [])]

    async def _settle(self) -> None:
        """With `settle`, let people who lost a contested cell and have none take a free one nearby."""
        losers = [part for part, _ in self._lost if not part.sessions]
        if not (self._plan.settle and losers):
            return
        self._progress.begin("Finding another place", len(losers))
        for part in losers:
            for cell in part.free:
                before = len(self._lost)
                await self._claim(part, cell)
                if part.sessions or len(self._lost) == before:
                    break
            self._progress.step()

    async def _join_sessions(self) -> None:
        """Let topics join the sessions of others, one after the other: each offer needs an answer."""
        joins = [(part, other) for part, other in self._script.joins if other.sessions]
        if joins:
            self._progress.begin("Joining sessions", len(joins))
        for part, other in joins:
            session = other.sessions[0]
            await self._people[part.convener].ask("offer_join", session=session, topic=part.id)
            # Both may be one person's. Then either topic is the recipient's.
            holder = self._people[other.convener]
            notice = await holder.notice_between({part.id, other.id})
            await holder.ask("accept_join", notice=notice)
            part.sessions.append(session)
            self._progress.step()

    async def _contest_free_cells(self, rooms: list[Json], slots: list[Json]) -> None:
        """Let three rivals claim a free cell at once. The winner releases it."""
        public = await self._server.state(self._code)
        taken = {(s["room"], s["slot"]) for s in public["tables"]["sessions"]}
        free = [
            (room["id"], slot["id"])
            for slot in slots
            if slot["kind"] == "session"
            for room in rooms
            if (room["id"], slot["id"]) not in taken
        ]
        rivals = [part for part in self._script.parts if part.cells and part.sessions]
        rounds = self._plan.contest if free and len(rivals) > 1 else 0
        if not rounds:
            return
        self._progress.begin("Deliberate contests", rounds)
        for nth in range(rounds):
            cell = free[nth % len(free)]
            chosen = [rivals[(nth * 3 + step) % len(rivals)] for step in range(min(3, len(rivals)))]
            await together(self._contest(part, cell) for part in chosen)
            self._progress.step()

    async def _contest(self, part: Part, cell: Cell) -> None:
        convener = self._people[part.convener]
        with contextlib.suppress(Refusal):
            won = await convener.ask(
                "claim_cell", topic=part.id, room=cell[0], slot=cell[1], again=True
            )
            await convener.ask("release_session", session=won["session"])
