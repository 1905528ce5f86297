"""A client's copy of a gathering, updated only by the messages that it receives."""

from collections.abc import Callable
from typing import Any, Literal

Json = dict[str, Any]

# Columns that only a row's owner sees.
_ONLY_FOR_OWNER = {
    "mine",
    "named",
    "own_kind",
    "note_taking",
    "hidden_reason",
    "read_out",
    "own_name",
    "shared",
}
_TABLES_OF_ALL = (
    *("rooms", "slots", "topics", "announcements", "sessions", "notes", "evidence", "issues"),
    "news",
    "editions",
)


class Replica:
    """`seq`, and the rows by table and id. `on_seq` is called with every seq that the copy reaches."""

    def __init__(self, state: Json, on_seq: Callable[[int], None] = lambda seq: None) -> None:
        self._on_seq = on_seq
        self.seq = 0
        self.replace(state)

    def replace(self, state: Json) -> None:
        """Replace the copy by the answer of `GET /state`."""
        self.tables: dict[str, dict[str, Json]] = {
            table: {row["id"]: row for row in rows} for table, rows in state["tables"].items()
        }
        self.tables["gatherings"] = {state["gathering"]["id"]: state["gathering"]}
        self._reach(int(state["seq"]))

    def apply(self, message: Json) -> Literal["applied", "known", "gap"]:
        """Apply a `changes` message `{since, seq, changes}`. A message that would leave a gap is not
        applied."""
        if message["seq"] <= self.seq:
            return "known"
        if message["since"] > self.seq:
            return "gap"
        for change in message["changes"]:
            if change["seq"] <= self.seq:
                continue
            for table, rows in change["puts"].items():
                self.tables.setdefault(table, {}).update({row["id"]: row for row in rows})
            for table, ids in change["drops"].items():
                for id in ids:
                    self.tables.get(table, {}).pop(id, None)
        self._reach(int(message["seq"]))
        return "applied"

    def rows(self, table: str) -> list[Json]:
        return list(self.tables.get(table, {}).values())

    def _reach(self, seq: int) -> None:
        for passed in range(self.seq + 1, seq + 1):
            self._on_seq(passed)
        self.seq = max(self.seq, seq)


def differences(replica: Replica, public: Json) -> list[str]:
    """Return the rows in which the copy differs from the public state, as short texts; empty if there are
    none."""
    found = []
    about = replica.tables["gatherings"].get(public["gathering"]["id"])
    if about != public["gathering"]:
        found.append("the gathering itself")
    for table in _TABLES_OF_ALL:
        theirs = {row["id"]: _seen_by_all(row) for row in public["tables"].get(table, [])}
        ours = {row["id"]: _seen_by_all(row) for row in replica.rows(table)}
        for id in theirs.keys() | ours.keys():
            if ours.get(id) != theirs.get(id):
                found.append(f"{table} {id}")
    return found


def _seen_by_all(row: Json) -> Json:
    return {column: value for column, value in row.items() if column not in _ONLY_FOR_OWNER}
