"""Conditions on the rows that a command names. The rules check them, and pages get them (`possible.py`)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from openspace.domain.audience import see_row
from openspace.domain.change import Row
from openspace.domain.gathering import Gathering
from openspace.domain.phases import EARLY, LATE
from openspace.domain.refusals import Refused
from openspace.domain.viewer import Viewer
from openspace.domain.vocabulary import PHASES


@dataclass(frozen=True)
class Need:
    """A condition on the rows that a command names: one of `marks` must hold, or the command is refused.

    A mark is "row.column", with the value that the column must have in the row as its sender sees it: whether
    it is empty or false, or one of several values. So a page can check it too (`domain/possible.py`).
    """

    marks: Mapping[str, bool | tuple[str, ...]]
    refusal: Refused
    not_for_host: bool = False
    """Whether it does not apply to the host, who helps people without a phone."""


OWN_TOPIC = Need({"topic.mine": True}, Refused("not_yours", why="topic"), not_for_host=True)
HAS_ITS_WORDS = Need({"topic.title": True}, Refused("not_yours", why="topic"))
"""The host does not have the words of a topic that its convener withdrew."""

OWN_SESSION = Need(
    {"topic.mine": True, "joined.mine": True}, Refused("not_yours", why="topic"), not_for_host=True
)
"""`joined` is the topic that has joined the session: its conveners have the same rights."""

TAKES_NOTES = Need(
    {"topic.mine": True, "joined.mine": True, "session.note_taking": True},
    Refused("not_yours", why="notes"),
    not_for_host=True,
)
STANDS = (
    Need({"topic.withdrawn": False}, Refused("not_now", why="off_the_wall")),
    Need({"topic.hidden": False}, Refused("not_now", why="off_the_wall")),
)
ON_THE_WALL = (Need({"topic.waiting": False}, Refused("not_now", why="waiting")), *STANDS)

IS_OPEN = Need(
    {
        "gathering.phase": tuple(phase for phase in PHASES if phase not in EARLY),
        "gathering.opens_early": True,
    },
    Refused("not_now", why="not_open"),
    not_for_host=True,
)
"""Places are chosen from the marketplace on. Topics that are placed ahead favour those who come early."""

NOT_AHEAD = Need(
    {
        "gathering.phase": tuple(phase for phase in PHASES if phase != "lobby"),
        "gathering.planning": False,
    },
    Refused("not_now", why="ahead"),
    not_for_host=True,
)
"""Where people plan to come, topics wait for the day: those that are written ahead are forgotten."""

ANNOUNCING = (
    Need({"gathering.announcing": True}, Refused("not_now", why="announcing")),
    Need(
        {"gathering.phase": tuple(phase for phase in PHASES if phase not in LATE)},
        Refused("not_now", why="announcing"),
    ),
)

DOTS_OPEN = (
    Need({"gathering.convergence": ("dots",)}, Refused("not_now", why="no_dots")),
    Need({"gathering.converging": True}, Refused("not_now", why="no_dots")),
)
"""Issues are named and dots are placed while the host has opened dots."""

TABLE_OF = {
    "gathering": "gatherings",
    "room": "rooms",
    "slot": "slots",
    "topic": "topics",
    "other": "topics",
    "joined": "topics",
    "session": "sessions",
    "note": "notes",
    "evidence": "evidence",
    "issue": "issues",
    "news": "news",
    "notice": "notices",
    "flag": "flags",
    "wish": "wishes",
    "introduction": "introductions",
    "offer": "offers",
    "visit": "visits",
    "following": "followings",
}
"""What a command or a mark calls a row → its table."""

ITEMS = ("topics", "notes", "evidence", "issues")
"""Tables whose rows a mark may call `item`."""


def unmet_need(
    gathering: Gathering, needs: Collection[Need], by: Viewer, rows: Mapping[str, str]
) -> Need | None:
    """Return the first need that does not hold for the rows with these ids, as `by` sees them."""
    seen = _Seen(gathering, by, rows)
    for one in needs:
        applies = not (one.not_for_host and by.role == "host")
        if applies and not any(_holds(seen, mark, value) for mark, value in one.marks.items()):
            return one
    return None


class _Seen(dict[str, Row]):
    """Row in a mark → what `by` sees of it. Claims are many, so only the rows that decide are looked at."""

    def __init__(self, gathering: Gathering, by: Viewer, ids: Mapping[str, str]) -> None:
        super().__init__()
        self._gathering, self._by, self._ids = gathering, by, ids

    def __missing__(self, name: str) -> Row:
        self[name] = row = _seen(self._gathering, name, self._ids[name], self._by)
        return row


def _seen(gathering: Gathering, name: str, id: str, by: Viewer) -> Row:
    """Return the row with what `by` sees of it. Columns that they do not see are those of the row, because a
    notice is seen by nobody once it is dismissed."""
    tables = ITEMS if name == "item" else (TABLE_OF[name],)
    for table in tables:
        row = gathering.row(table, id)
        if row is not None:
            return {**row, **(see_row(gathering, table, id, by) or {})}
    return {}


def _holds(seen: Mapping[str, Row], mark: str, value: bool | tuple[str, ...]) -> bool:
    name, column = mark.split(".")
    has = seen[name].get(column)
    return bool(has) == value if isinstance(value, bool) else has in value
