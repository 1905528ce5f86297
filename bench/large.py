"""A large gathering in a new store: 3 days × 40 rooms × 12 slots, 1,000 topics placed, 20,000 changes."""

import random
from pathlib import Path
from secrets import token_hex

from openspace.domain.audience import HOST, PUBLIC, Viewer
from openspace.domain.commands import parse
from openspace.domain.rules.people import Join
from openspace.ledger.sqlite.store import SqliteLedger
from openspace.service import turn
from openspace.service.clock import SYSTEM
from openspace.service.opening import open_new
from openspace.service.turn import CommandRequest

CHANGES = 20_000
_TEXT = (
    "open space session topic agenda grid room slot note idea people change work team learn share "
    "future climate city school practice evidence story carer support question answer circle bell "
    "wall paper card door tea table walk talk listen plan report harvest close begin again"
)
_WORDS = _TEXT.split()


def made(path: Path) -> str:
    """Make the store, and return the code of its gathering."""
    path.unlink(missing_ok=True)
    chance, ledger = random.Random(7), SqliteLedger(path)
    gathering, _ = open_new(ledger, _spec(), SYSTEM)
    code = gathering.code

    def say(words: int) -> str:
        return " ".join(chance.choice(_WORDS) for _ in range(words))

    def take(asks: list[CommandRequest]) -> list[dict[str, str]]:
        answers = []
        for begin in range(0, len(asks), 500):
            answers += turn.execute_batch(ledger, code, asks[begin : begin + 500], SYSTEM)
        return [answer.get("result", {}) for answer in answers]

    def ask(person: str, name: str, **args: object) -> CommandRequest:
        return CommandRequest(Viewer("person", person), parse(name, args), token_hex(8))

    take([CommandRequest(HOST, parse("set_phase", {"phase": "marketplace"}), token_hex(8))])
    names = [Join(name=f"Person {n}" if n % 2 else "") for n in range(2_000)]
    people = [found["person"] for found in take([CommandRequest(PUBLIC, name) for name in names])]
    wanted = [
        ask(p, "propose_topic", title=say(7), description=say(12), convener_name=say(1))
        for p in people[:1_000]
    ]
    topics = [found["topic"] for found in take(wanted)]
    gathering = ledger.load(code)
    cells = [(room["id"], slot["id"]) for slot in gathering.slots for room in gathering.rooms]
    claims = [
        ask(p, "claim_cell", topic=topic, room=room, slot=slot)
        for p, topic, (room, slot) in zip(people, topics, cells, strict=False)
    ]
    sessions = [found["session"] for found in take(claims)]
    said = [
        ask(chance.choice(people), "post_note", session=session, kind="key_point", text=say(20))
        for session in sessions
    ]
    take(said)
    while (missing := CHANGES - ledger.load(code).seq) > 0:
        edited = chance.sample(range(1_000), min(500, missing))
        take([ask(people[n], "edit_topic", topic=topics[n], description=say(12)) for n in edited])
    ledger.close()
    return code


def _spec() -> dict[str, object]:
    return {
        "title": "A large gathering",
        "theme": "What helps a team to go on learning?",
        "timezone": "UTC",
        "opens_early": True,
        "rooms": [{"name": f"Room {n}"} for n in range(40)],
        "slots": [
            {
                "starts_at": f"2027-03-{day}T{8 + n:02d}:00",
                "ends_at": f"2027-03-{day}T{8 + n:02d}:45",
            }
            for day in (10, 11, 12)
            for n in range(12)
        ],
    }
