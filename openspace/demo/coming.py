"""Announces the next gathering of the demo's community, to which some people plan to come already."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from openspace.demo.past import Story
from openspace.domain.coming import plan_of
from openspace.domain.command import Command
from openspace.domain.rules.coming import AnswerAccess, PlanToCome
from openspace.domain.rules.people import Join
from openspace.domain.viewer import HOST, PUBLIC, Viewer
from openspace.exchange.gathering_file import read
from openspace.ledger.port import Ledger
from openspace.service.clock import Clock
from openspace.service.opening import open_new
from openspace.service.turn import CommandRequest, execute_batch

FILE = Path(__file__).with_name("coming.toml")
WEEKS_AHEAD = 26


def announce(ledger: Ledger, today: date, zone: ZoneInfo, plans: list[Story]) -> str:
    """Open the gathering, with what people plan, and return its code.

    `plans`: `{places, access, arranged}` each. They were made some days ago, so that the host can read them.
    """
    file, noon = read(FILE), datetime.combine(today, time(12), zone)
    day = (today + timedelta(weeks=WEEKS_AHEAD)).isoformat()
    plan = {**file.spec["plan"], "days": [day]}
    spec = {**file.spec_for_new, "timezone": zone.key, "plan": plan}
    gathering, _ = open_new(ledger, spec, clock_at(noon - timedelta(days=12)))
    code, then = gathering.code, clock_at(noon - timedelta(days=5))
    joined = do(ledger, code, then, [(PUBLIC, Join()) for _ in plans])
    people = [Viewer("person", one["person"]) for one in joined]
    planned = [
        PlanToCome(places=one.get("places", 1), access=one.get("access", "")) for one in plans
    ]
    do(ledger, code, then, list(zip(people, planned, strict=True)))
    now = ledger.load(code)
    for who, one in zip(people, plans, strict=True):
        row = plan_of(now, str(who.person))
        if row and "arranged" in one:
            answer = AnswerAccess(plan=row["id"], arranged=one["arranged"])
            do(ledger, code, clock_at(noon - timedelta(days=2)), [(HOST, answer)])
    return code


def do(
    ledger: Ledger, key: str, clock: Clock, asked: list[tuple[Viewer, Command]]
) -> list[dict[str, Any]]:
    """Execute commands of a stream in one turn, and return their results. Raises RuntimeError."""
    requests = [CommandRequest(by, command) for by, command in asked]
    answers = execute_batch(ledger, key, requests, clock)
    for answer in answers:
        if not answer["ok"]:
            raise RuntimeError(answer["error"]["message"])
    return [answer.get("result", {}) for answer in answers]


def clock_at(moment: datetime) -> Clock:
    return Clock(lambda: moment.astimezone(UTC))
