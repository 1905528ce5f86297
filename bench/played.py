"""A gathering file played by the rules alone, in a moment and without a server: what is measured or
tested on real records is the gathering, not the way that it came there."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from openspace.domain.change import Change
from openspace.domain.commands import parse
from openspace.domain.gathering import Gathering
from openspace.domain.opening import open_gathering
from openspace.domain.rules import decide
from openspace.domain.rules.people import Join
from openspace.domain.viewer import PUBLIC, Viewer
from openspace.exchange.gathering_file import GatheringFile
from openspace.ledger.port import Ledger
from openspace.rehearse.script import UNBOUNDED, share_out

_MORNING = datetime(2027, 3, 31, 7, tzinfo=UTC)


def play(file: GatheringFile, code: str = "K7MQ2X", people: int = 100) -> list[Change]:
    """The log of the gathering: its topics called and placed, and every note of theirs posted."""
    opening = open_gathering({**UNBOUNDED, **file.spec}, code, _MORNING.isoformat())
    wall = _Wall(opening)
    script = share_out(file.topics, people, wall.gathering.rooms, wall.gathering.slots)
    crowd = [
        Viewer("person", wall.does(PUBLIC, Join(name=name))["person"]) for name in script.names
    ]
    for part in script.parts:
        planned, convener = part.topic, crowd[part.convener]
        called = {
            "title": planned.title,
            "description": planned.description,
            "convener_name": planned.convener_name,
            "tags": planned.tags,
        }
        topic = wall.asks(convener, "propose_topic", **called)["topic"]
        if planned.report_title:
            wall.asks(convener, "edit_topic", topic=topic, report_title=planned.report_title)
        claims = [
            wall.asks(convener, "claim_cell", topic=topic, room=room, slot=slot, again=nth > 0)
            for nth, (room, slot) in enumerate(part.cells)
        ]
        for writer, note in part.notes if claims else ():
            wall.asks(
                crowd[writer],
                "post_note",
                session=claims[0]["session"],
                **note.typed(),
            )
    return wall.log


def keep(log: list[Change], ledger: Ledger, key_hash: str = "") -> None:
    """Restore the gathering of `log` in `ledger`."""
    ledger.open(log[0], key_hash)
    with ledger.turn(str(next(iter(log[0].puts["gatherings"]))["code"])) as turn:
        for change in log[1:]:
            turn.append(change)


class _Wall:
    def __init__(self, opening: Change) -> None:
        self.gathering, self.log = Gathering().apply(opening), [opening]
        self._hours = _minutes()

    def asks(self, who: Viewer, name: str, /, **args: Any) -> dict[str, Any]:
        """Raises Refused: a record whose day these rules do not allow is no record of such a day."""
        return self.does(who, parse(name, args))

    def does(self, who: Viewer, command: Any) -> dict[str, Any]:
        change, result = decide(self.gathering, command, who, next(self._hours))
        if change:
            self.gathering = self.gathering.apply(change)
            self.log.append(change)
        return result or {}


def _minutes() -> Iterator[str]:
    at = _MORNING
    while True:
        at += timedelta(seconds=20)
        yield at.isoformat()
