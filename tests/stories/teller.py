"""Plays a story, read from TOML, through the marketplace into a ledger."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openspace.domain.gathering import Gathering
from openspace.domain.opening import open_gathering
from openspace.domain.rules.people import Join
from openspace.domain.viewer import HOST, PUBLIC, Viewer
from openspace.ledger.port import Ledger
from openspace.service.clock import SYSTEM
from openspace.service.turn import CommandRequest, execute_batch, read_request
from tests.support.samples import ONE_MORNING

STORIES = sorted(Path(__file__).parent.glob("*.toml"))
CODE = "K7MQ2X"


@dataclass
class Told:
    """What the story gave: who is who, and what later steps call by name."""

    ledger: Ledger
    people: dict[str, Viewer] = field(default_factory=lambda: {"host": HOST})
    names: dict[str, str] = field(default_factory=dict)
    end: dict[str, Any] = field(default_factory=dict)

    @property
    def gathering(self) -> Gathering:
        return self.ledger.load(CODE)


def tell(story: Path, ledger: Ledger) -> Told:
    script = tomllib.loads(story.read_text("utf-8"))
    ledger.open(open_gathering(ONE_MORNING, CODE, SYSTEM.now()), "hash")
    told = Told(ledger, end=script["end"])
    for nth, step in enumerate(script["step"]):
        _take(told, nth, dict(step))
    return told


def _take(told: Told, nth: int, step: dict[str, Any]) -> None:
    by, name = step.pop("by"), step.pop("asks")
    gives, refused = step.pop("gives", None), step.pop("refused", None)
    if name == "join":
        [answer] = execute_batch(told.ledger, CODE, [CommandRequest(PUBLIC, Join(**step))], SYSTEM)
        told.people[by] = Viewer("person", answer["result"]["person"])
        return
    message = {"id": f"step-{nth:04}", "name": name, "args": _ready(told, step)}
    [answer] = execute_batch(told.ledger, CODE, [read_request(told.people[by], message)], SYSTEM)
    said = answer.get("error", {})
    assert said.get("code") == refused, (nth, name, said)
    if gives:
        # The one that is named like what was asked for: claim_cell gives a session and its code.
        result = answer["result"]
        told.names[gives] = next(value for key, value in result.items() if key != "code")


def _ready(told: Told, args: dict[str, Any]) -> dict[str, Any]:
    """Arguments with `$names` and `cell` replaced by ids; `$A` is a room by letter, `$1` a slot by code."""
    rooms = {room["letter"]: room["id"] for room in told.gathering.rooms}
    slots = {slot["code"]: slot["id"] for slot in told.gathering.slots if slot["code"]}
    known = {**rooms, **slots, **told.names}
    ready = {
        key: known[value[1:]] if isinstance(value, str) and value.startswith("$") else value
        for key, value in args.items()
    }
    if cell := ready.pop("cell", None):
        code = cell.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        ready |= {"room": rooms[cell[len(code) :]], "slot": slots[code]}
    return ready
