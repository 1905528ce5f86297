"""A rehearsal from the first arrival to the last check. It is bounded, and stops by itself."""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass
from time import perf_counter
from typing import Any
from uuid import uuid4

from openspace.gathering_file import GatheringFile
from openspace.rehearse.attendee import Attendee, Refusal
from openspace.rehearse.outcome import Outcome, examine
from openspace.rehearse.progress import Progress
from openspace.rehearse.script import Cell, Part, share_out
from openspace.rehearse.server import Json, Server, ServerTrouble
from openspace.rehearse.tally import Tally

ARRIVING_AT_ONCE = 25
INTERESTS_EACH = 2
QUIET_WITHIN = 20.0
"""Seconds that the last screen may need to catch up once nobody asks anything any more."""


@dataclass(frozen=True)
class Plan:
    """How to rehearse. `pace`: seconds between two actions of one person. `code`: an existing one."""

    file: GatheringFile
    people: int
    url: str
    pace: float = 0.0
    contest: int = 5
    settle: bool = False
    code: str | None = None
    server_key: str | None = None
    limit: float = 1800.0


async def rehearse(plan: Plan, progress: Progress) -> Outcome:
    """Plays the file and examines what came of it. Raises ServerTrouble, GatheringFileError."""
    try:
        async with asyncio.timeout(plan.limit), Server(plan.url) as server:
            return await _Rehearsal(plan, progress, server).play()
    except TimeoutError:
        raise ServerTrouble(
            f"The rehearsal was stopped: it was not over after {plan.limit:.0f} seconds."
        ) from None
    finally:
        progress.end()


class _Rehearsal:
    def __init__(self, plan: Plan, progress: Progress, server: Server) -> None:
        self._plan, self._progress, self._server = plan, progress, server
        self._tally = Tally()
        self._people: list[Attendee] = []
        self._lost: list[tuple[Part, Cell]] = []

    async def play(self) -> Outcome:
        opened = await self._open()
        self._code = opened["code"]
        state = await self._server.state(self._code)
        rows = state["tables"]
        rooms = [room for room in rows["rooms"] if not room["folded"]]
        self._script = share_out(self._plan.file.topics, self._plan.people, rooms, rows["slots"])
        self._anonymous = state["gathering"]["naming"] == "none"
        host = await self._host(opened.get("host_key"))
        async with self._everyone_here():
            self._tally.began = perf_counter()
            await host("marketplace")
            await self._propose()
            await self._claim_contested()
            await self._claim_others()
            await self._settle()
            await self._contest_free_cells(rooms, rows["slots"])
            await self._mark_interests()
            await host("sessions")
            await self._post_notes()
            await self._retitle_reports()
            took = perf_counter() - self._tally.began
            await self._until_quiet()
            public = await self._server.state(self._code)
            replicas = {f"person {n}": who.replica for n, who in enumerate(self._people, 1)}
            replicas["the wall"] = self._wall.replica
            return examine(opened, self._script, self._tally, public, replicas, took)

    # --- getting ready

    async def _open(self) -> Json:
        if self._plan.code:
            return {"code": self._plan.code}
        return await self._server.open_gathering(self._plan.file.spec, self._plan.server_key)

    async def _host(self, host_key: str | None) -> Callable[[str], Awaitable[None]]:
        """Moves the phase along where the gathering is ours; elsewhere that is the facilitator's."""
        token = await self._server.host(self._code, host_key) if host_key else None

        async def set_phase(phase: str) -> None:
            if token:
                command = {"id": uuid4().hex, "name": "set_phase", "args": {"phase": phase}}
                await self._server.command(self._code, token, command)

        return set_phase

    @contextlib.asynccontextmanager
    async def _everyone_here(self) -> AsyncIterator[None]:
        """All people joined and connected, and one wall that looks on."""
        door = asyncio.Semaphore(ARRIVING_AT_ONCE)
        names = self._script.names
        self._progress.begin("Arriving", len(names) + 1)
        self._wall = Attendee(self._server, self._code, self._tally)
        self._people = [
            Attendee(self._server, self._code, self._tally, "" if self._anonymous else name)
            for name in names
        ]

        async def arrive(person: Attendee, as_wall: bool = False) -> None:
            async with door:
                await person.arrive(as_wall=as_wall)
            self._progress.step()

        try:
            await _together([arrive(self._wall, True), *(arrive(p) for p in self._people)])
            yield
        finally:
            leaving = [person.leave() for person in [self._wall, *self._people]]
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(10):
                    await asyncio.gather(*leaving, return_exceptions=True)

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

        await self._each_person_in_turn("Announcing topics", self._by_convener(), propose)

    async def _claim_contested(self) -> None:
        """Every cell that is wanted twice is claimed by all its rivals in the same moment."""
        cells = sorted(self._script.contested)
        wants = [(part, cell) for cell in cells for part in self._script.rivals(cell)]

        async def claim(part: Part, cell: Cell) -> None:
            await self._claim(part, cell)
            self._progress.step()

        if wants:
            self._progress.begin("Contested cells", len(wants))
            await _together(claim(part, cell) for part, cell in wants)

    async def _claim_others(self) -> None:
        async def claim(want: tuple[Part, Cell]) -> None:
            await self._claim(*want)

        wants = [
            (part.convener, (part, cell))
            for part in self._script.parts
            for cell in part.cells
            if cell not in self._script.contested
        ]
        await self._each_person_in_turn("Claiming cells", wants, claim)

    async def _claim(self, part: Part, cell: Cell) -> None:
        convener = self._people[part.convener]
        try:
            again = bool(part.sessions)
            result = await convener.ask(
                "claim_cell", topic=part.id, room=cell[0], slot=cell[1], again=again
            )
            part.sessions.append(result["session"])
        except Refusal as refusal:
            if refusal.code == "cell_taken":
                self._lost.append((part, cell))
                part.free = [(room, slot) for room, slot in refusal.error.get("free", [])]

    async def _settle(self) -> None:
        """Whoever lost a contested cell and has none takes a near free one, if asked for."""
        losers = [part for part, _ in self._lost if not part.sessions]
        if not (self._plan.settle and losers):
            return
        self._progress.begin("Finding another cell", len(losers))
        for part in losers:
            for cell in part.free:
                before = len(self._lost)
                await self._claim(part, cell)
                if part.sessions or len(self._lost) == before:
                    break
            self._progress.step()

    async def _contest_free_cells(self, rooms: list[Json], slots: list[Json]) -> None:
        """Three rivals at once for cells that nobody needs; the winner gives the cell back."""
        public = await self._server.state(self._code)
        taken = {(s["room"], s["slot"]) for s in public["tables"]["sessions"]}
        free = [
            (room["id"], slot["id"])
            for slot in slots
            if slot["kind"] == "session"
            for room in rooms
            if (room["id"], slot["id"]) not in taken
        ]
        rivals = [part for part in self._script.parts if part.sessions]
        rounds = self._plan.contest if free and len(rivals) > 1 else 0
        if not rounds:
            return
        self._progress.begin("Deliberate contests", rounds)
        for nth in range(rounds):
            cell = free[nth % len(free)]
            chosen = [rivals[(nth * 3 + step) % len(rivals)] for step in range(min(3, len(rivals)))]
            await _together(self._contest(part, cell) for part in chosen)
            self._progress.step()

    async def _contest(self, part: Part, cell: Cell) -> None:
        convener = self._people[part.convener]
        with contextlib.suppress(Refusal):
            won = await convener.ask(
                "claim_cell", topic=part.id, room=cell[0], slot=cell[1], again=True
            )
            await convener.ask("release_session", session=won["session"])

    async def _mark_interests(self) -> None:
        chance = random.Random(len(self._people))
        parts = self._script.parts
        marks = [
            (number, part.id)
            for number in range(len(self._people))
            for part in chance.sample(parts, min(INTERESTS_EACH, len(parts)))
        ]
        by_topic = dict(enumerate(marks))

        async def mark(nth: int) -> None:
            number, topic = by_topic[nth]
            await self._people[number].ask("mark_interest", topic=topic, interested=True)

        await self._each_person_in_turn(
            "Marking interest", [(number, nth) for nth, (number, _) in by_topic.items()], mark
        )

    async def _retitle_reports(self) -> None:
        """Titles drift: a report may be called otherwise than its topic on the wall was."""

        async def retitle(part: Part) -> None:
            await self._people[part.convener].ask(
                "edit_topic", topic=part.id, report_title=part.topic.report_title
            )

        retitled = [(part.convener, part) for part in self._script.parts if part.topic.report_title]
        if retitled:
            await self._each_person_in_turn("Titles of reports", retitled, retitle)

    async def _post_notes(self) -> None:
        async def post(item: tuple[Part, int]) -> None:
            part, nth = item
            writer, note = part.notes[nth]
            who = self._people[writer]
            named = bool(note.by) and who.name == note.by and not self._anonymous
            initiator = "" if self._anonymous else note.initiator_name
            await who.ask(
                "post_note",
                session=part.sessions[0],
                kind=note.kind,
                text=note.text,
                url=note.url,
                due=note.due,
                initiator_name=initiator,
                named=named,
            )

        items = [
            (writer, (part, nth))
            for part in self._script.parts
            if part.sessions
            for nth, (writer, _) in enumerate(part.notes)
        ]
        await self._each_person_in_turn("Posting notes", items, post)

    async def _until_quiet(self) -> None:
        """Waits until every screen is at the server's seq, for so long at most."""
        head = int((await self._server.state(self._code))["seq"])
        screens = [self._wall, *self._people]
        self._progress.begin("Every screen the same", len(screens))
        up_to_date: set[int] = set()
        until = perf_counter() + QUIET_WITHIN
        while len(up_to_date) < len(screens) and perf_counter() < until:
            for nth, screen in enumerate(screens):
                if nth not in up_to_date and screen.replica.seq >= head:
                    up_to_date.add(nth)
                    self._progress.step()
            await asyncio.sleep(0.05)

    # --- everybody at once, each one thing at a time

    def _by_convener(self) -> list[tuple[int, Part]]:
        return [(part.convener, part) for part in self._script.parts]

    async def _each_person_in_turn(
        self, act: str, items: Iterable[tuple[int, Any]], do: Callable[[Any], Awaitable[None]]
    ) -> None:
        by_person: dict[int, list[Any]] = {}
        for person, item in items:
            by_person.setdefault(person, []).append(item)
        self._progress.begin(act, sum(map(len, by_person.values())))

        async def take_turns(mine: list[Any]) -> None:
            for item in mine:
                if self._plan.pace:
                    await asyncio.sleep(self._plan.pace * random.uniform(0.3, 1.7))
                with contextlib.suppress(Refusal):
                    await do(item)
                self._progress.step()

        await _together(take_turns(mine) for mine in by_person.values())


async def _together(tasks: Iterable[Awaitable[None]]) -> None:
    """All at once; the first trouble ends the others, and is raised as itself."""
    waiting = [asyncio.ensure_future(task) for task in tasks]
    try:
        await asyncio.gather(*waiting)
    finally:
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
