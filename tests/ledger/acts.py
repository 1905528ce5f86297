"""The shortest way to act in a ledger."""

from secrets import token_hex
from typing import Any

from openspace.domain.community.opening import open_community
from openspace.domain.community.stream import key_of
from openspace.domain.kinds import kind_of
from openspace.domain.opening import open_gathering
from openspace.domain.rules.people import Join
from openspace.domain.viewer import HOST, PUBLIC, Viewer
from openspace.ledger.port import Answer, Ledger
from openspace.service.clock import SYSTEM
from openspace.service.turn import CommandRequest, execute_batch, read_request
from tests.support.samples import ONE_MORNING

CODE = "K7MQ2X"


def begin(ledger: Ledger, code: str = CODE) -> None:
    ledger.open(open_gathering(ONE_MORNING, code, SYSTEM.now()), f"hash of {code}")


def joins(ledger: Ledger, name: str = "") -> Viewer:
    [answer] = execute_batch(ledger, CODE, [CommandRequest(PUBLIC, Join(name=name))], SYSTEM)
    return Viewer("person", answer["result"]["person"])


def asks(ledger: Ledger, by: Viewer, name: str, /, id: str = "", **args: Any) -> Answer:
    """The answer, as the wire has it."""
    return asks_of(ledger, CODE, by, name, id, **args)


def asks_of(
    ledger: Ledger, code: str, by: Viewer, name: str, /, id: str = "", **args: Any
) -> Answer:
    message = {"id": id or token_hex(8), "name": name, "args": args}
    request = read_request(by, message, commands=kind_of(code).commands)
    [answer] = execute_batch(ledger, code, [request], SYSTEM)
    return answer


COMMUNITY = key_of("the-circle")


def begin_community(ledger: Ledger) -> None:
    ledger.open(open_community({"name": "The circle"}, SYSTEM.now()), "hash of the circle")


def proposes(ledger: Ledger, by: Viewer, title: str, **args: Any) -> str:
    return str(asks(ledger, by, "propose_topic", title=title, **args)["result"]["topic"])


def cell(ledger: Ledger, slot_code: str, letter: str) -> dict[str, str]:
    gathering = ledger.load(CODE)
    return {
        "room": next(r["id"] for r in gathering.rooms if r["letter"] == letter),
        "slot": next(s["id"] for s in gathering.slots if s["code"] == slot_code),
    }


def a_morning(ledger: Ledger) -> None:
    kim, rosa = joins(ledger, "Kim"), joins(ledger)
    topic = proposes(ledger, kim, "Carers", convener_name="Kim", tags=["carers"])
    session = asks(ledger, kim, "claim_cell", topic=topic, **cell(ledger, "1", "A"))["result"][
        "session"
    ]
    asks(ledger, rosa, "post_note", session=session, kind="action", text="Meet", due="2027-04-01")
    asks(ledger, rosa, "mark_interest", topic=topic)
    other = proposes(ledger, rosa, "Waiting lists")
    asks(ledger, rosa, "claim_cell", topic=other, **cell(ledger, "1", "A"))
    asks(ledger, rosa, "ask_to_meet", session=session, topic=other)
    asks(ledger, kim, "edit_me", name="Kim Ash", listed=True, contact="by post")
    asks(ledger, HOST, "add_room", name="Ash", capacity=8, access="Step-free")
    asks(ledger, HOST, "post_news", text="Tea is ready")
