"""Random stories: send, duplicate, drop an answer, reorder, kill, reload, heal, in any order.

Phones with an outbox talk to the real marketplace on a real file, through a network that the story holds in
its hands. A plain model keeps what must be true. Hypothesis finds the order, and makes a failure short.
"""

import secrets
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bench.faults.days import DAY
from bench.faults.verdict import Verdict
from openspace.client.replica import Replica
from openspace.domain.audience import see, see_change
from openspace.domain.rules.people import Join
from openspace.domain.viewer import HOST, PUBLIC, Viewer
from openspace.ledger.sqlite.store import SqliteLedger
from openspace.service.clock import SYSTEM
from openspace.service.opening import open_new
from openspace.service.turn import CommandRequest, execute_batch, read_request

PHONES = 3
ACTS = ("propose", "claim", "release", "edit")
Json = dict[str, Any]


class Killed(Exception):
    """The process is gone before it could answer."""


class Phone:
    """The outbox survives a reload; the copy of the gathering does not."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self.outbox: list[Json] = []
        self.told: dict[str, Json] = {}
        self.copy: Replica | None = None


class Story(RuleBasedStateMachine):
    folder: Path
    told = {"steps": 0, "acknowledged": 0, "kills": 0}  # noqa: RUF012

    @initialize()
    def opens(self) -> None:
        self.db = self.folder / f"{secrets.token_hex(6)}.db"
        self.ledger = SqliteLedger(self.db)
        self.ledger._writer.execute("PRAGMA synchronous = OFF")  # the power stays on in this story
        self.code = open_new(self.ledger, DAY, SYSTEM)[0].code
        self._take(HOST, "set_phase", phase="marketplace")
        gathering = self.ledger.load(self.code)
        self.cells = [(r["id"], s["id"]) for r in gathering.rooms[:2] for s in gathering.slots[:2]]
        self.phones = []
        for _ in range(PHONES):
            [answer] = execute_batch(
                self.ledger, self.code, [CommandRequest(PUBLIC, Join(name=""))], SYSTEM
            )
            self.phones.append(Phone(Viewer("person", answer["result"]["person"])))
        for phone in self.phones:
            self._reload(phone)
        self.air: list[tuple[Phone, Json]] = []
        self.first: dict[str, Json] = {}
        self.model: dict[str, str] = {}

    # --- what can happen

    @rule(who=st.integers(0, PHONES - 1), what=st.sampled_from(ACTS), nth=st.integers(0, 9))
    def asks(self, who: int, what: str, nth: int) -> None:
        phone = self.phones[who]
        command = self._command(phone, what, nth)
        if command:
            phone.outbox.append(command)
            self.air.append((phone, command))

    @precondition(lambda self: self.air)
    @rule(nth=st.integers(0, 99), answered=st.booleans(), kept=st.booleans())
    def arrives(self, nth: int, answered: bool, kept: bool) -> None:
        """Any frame on the way, in any order; `kept`: it comes once more later; its answer may be lost."""
        nth %= len(self.air)
        phone, command = self.air[nth] if kept else self.air.pop(nth)
        self._deliver(phone, command, answered)

    @precondition(lambda self: self.air)
    @rule(nth=st.integers(0, 99))
    def frame_is_lost(self, nth: int) -> None:
        self.air.pop(nth % len(self.air))

    @rule(who=st.integers(0, PHONES - 1))
    def sends_again(self, who: int) -> None:
        phone = self.phones[who]
        self.air += [(phone, command) for command in phone.outbox]

    @rule(half=st.booleans(), nth=st.integers(0, 99))
    def server_is_killed(self, half: bool, nth: int) -> None:
        """`half`: in the middle of a turn."""
        Story.told["kills"] += 1
        if half and self.air:
            phone, command = self.air[nth % len(self.air)]
            try:
                with self.ledger.turn(self.code) as turn:
                    turn.append(_a_bell(turn.stream.seq + 1))
                    raise Killed(phone, command)
            except Killed:
                pass
        self.ledger.close()
        self.ledger = SqliteLedger(self.db)
        self.ledger._writer.execute("PRAGMA synchronous = OFF")

    @rule(who=st.integers(0, PHONES - 1))
    def tab_is_reloaded(self, who: int) -> None:
        self._reload(self.phones[who])

    @rule(who=st.integers(0, PHONES - 1), back=st.integers(0, 3))
    def catches_up(self, who: int, back: int) -> None:
        """Changes may come twice, from further back than needed."""
        self._catch_up(self.phones[who], back)

    @rule()
    def network_heals(self) -> None:
        """All that waits is sent until answered, and every screen equals the server."""
        for phone in self.phones:
            for command in list(phone.outbox):
                self._deliver(phone, command, answered=True)
            assert not phone.outbox
            self._catch_up(phone, 0)
            fresh = Replica(self._state(phone))
            assert phone.copy is not None
            assert _rows(phone.copy) == _rows(fresh)

    # --- what must be true after every step

    @invariant()
    def model_is_the_server(self) -> None:
        if not hasattr(self, "model"):
            return
        Story.told["steps"] += 1
        gathering = self.ledger.load(self.code)
        topics = {row["id"]: row["title"] for row in gathering.rows("topics")}
        assert topics == self.model
        cells = [(row["room"], row["slot"]) for row in gathering.placed]
        assert len(cells) == len(set(cells))
        seqs = [change.seq for change in self.ledger.since(self.code, 0)]
        assert seqs == list(range(1, gathering.seq + 1))

    def teardown(self) -> None:
        if hasattr(self, "model"):
            self.network_heals()
            self.ledger.close()
            for path in self.folder.glob(f"{self.db.name}*"):
                path.unlink()

    # --- how

    def _deliver(self, phone: Phone, command: Json, answered: bool) -> None:
        [answer] = execute_batch(
            self.ledger, self.code, [read_request(phone.viewer, command)], SYSTEM
        )
        id = command["id"]
        assert self.first.setdefault(id, answer) == answer
        if answer["ok"] and command["name"] == "propose_topic":
            self.model.setdefault(answer["result"]["topic"], command["args"]["title"])
        if answer["ok"] and command["name"] == "edit_topic" and id not in phone.told:
            self.model[command["args"]["topic"]] = command["args"]["title"]
        if answered and command in phone.outbox:
            phone.outbox.remove(command)
            Story.told["acknowledged"] += bool(answer["ok"])
        phone.told.setdefault(id, answer)

    def _command(self, phone: Phone, what: str, nth: int) -> Json | None:
        gathering = self.ledger.load(self.code)
        mine = [r for r in gathering.rows("topics") if r["convener"] == phone.viewer.person]
        args: Json
        if what == "propose":
            name, args = "propose_topic", {"title": secrets.token_hex(6)}
        elif not mine:
            return None
        elif what == "edit":
            topic = mine[nth % len(mine)]["id"]
            name, args = "edit_topic", {"topic": topic, "title": secrets.token_hex(6)}
        elif what == "claim":
            room, slot = self.cells[nth % len(self.cells)]
            topic = mine[nth % len(mine)]["id"]
            name, args = "claim_cell", {"topic": topic, "room": room, "slot": slot}
        else:
            topics = {row["id"] for row in mine}
            held = [r for r in gathering.placed if r["topic"] in topics]
            if not held:
                return None
            name, args = "release_session", {"session": held[nth % len(held)]["id"]}
        return {"id": secrets.token_hex(8), "name": name, "args": args}

    def _take(self, by: Viewer, name: str, **args: Any) -> Json:
        ask = read_request(by, {"id": secrets.token_hex(8), "name": name, "args": args})
        return execute_batch(self.ledger, self.code, [ask], SYSTEM)[0]

    def _state(self, phone: Phone) -> Json:
        gathering = self.ledger.load(self.code)
        return {"seq": gathering.seq, **see(gathering, phone.viewer)}

    def _reload(self, phone: Phone) -> None:
        phone.copy = Replica(self._state(phone))

    def _catch_up(self, phone: Phone, back: int) -> None:
        assert phone.copy is not None
        since = max(0, phone.copy.seq - back)
        gathering = self.ledger.load(self.code)
        changes = self.ledger.since(self.code, since)
        if changes:
            seen = [see_change(gathering, change, phone.viewer) for change in changes]
            phone.copy.apply({"since": since, "seq": changes[-1].seq, "changes": seen})


def stories(folder: Path, how_many: int, steps: int) -> Verdict:
    """Raises AssertionError, with the shortest story that shows it, when a promise does not hold."""
    Story.folder = folder
    Story.told = {"steps": 0, "acknowledged": 0, "kills": 0}
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Story,
        settings=settings(
            max_examples=how_many,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    return Verdict(
        f"stories of up to {steps} steps",
        {"stories": how_many, **Story.told},
        least={"steps": how_many},
    )


def _a_bell(seq: int) -> Any:
    from openspace.domain.change import Change

    return Change(seq, "ring_bell", "2027-03-31T10:00:00.000+00:00", "host")


def _rows(copy: Replica) -> dict[str, dict[str, Json]]:
    return {table: rows for table, rows in copy.tables.items() if rows}
