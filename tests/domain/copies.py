"""What a client's copy of a gathering must come to, whoever looks and however late they come."""

from typing import Any

from openspace.domain.audience import HOST, PUBLIC, see, see_change
from openspace.domain.change import Change, Row
from openspace.domain.gathering import Gathering
from openspace.domain.viewer import Viewer


def everybody(gathering: Gathering) -> list[Viewer]:
    return [PUBLIC, HOST, *(Viewer("person", row["id"]) for row in gathering.rows("people"))]


Tables = dict[str, dict[str, Row]]
"""table → id → row"""


def seen_now(gathering: Gathering, viewer: Viewer) -> Tables:
    """What a page that loads now shows. It is kept with the gathering, which never changes."""
    kept: dict[Viewer, Tables] = vars(gathering).setdefault("seen in tests", {})
    if viewer not in kept:
        state = see(gathering, viewer)
        tables = {name: {r["id"]: r for r in rows} for name, rows in state["tables"].items()}
        about = state["gathering"]
        kept[viewer] = {**tables, "gatherings": {about["id"]: about}}
    return kept[viewer]


class Copy:
    """A client that took the state at some change and applies, generically, what it is sent."""

    def __init__(self, gathering: Gathering, viewer: Viewer) -> None:
        self.viewer = viewer
        self.tables = {name: dict(rows) for name, rows in seen_now(gathering, viewer).items()}

    def take(self, gathering: Gathering, change: Change) -> None:
        """`gathering` is what the server looks names up in: at the change or later."""
        self.apply(see_change(gathering, change, self.viewer))

    def apply(self, sent: dict[str, Any]) -> None:
        for table, ids in sent["drops"].items():
            for id in ids:
                self.tables[table].pop(id, None)
        for table, rows in sent["puts"].items():
            for row in rows:
                self.tables[table][row["id"]] = row


def played(log: list[Change], start: Gathering | None = None) -> list[Gathering]:
    """The gathering after each change."""
    steps = []
    gathering = start or Gathering()
    for change in log:
        gathering = gathering.apply(change)
        steps.append(gathering)
    return steps


def assert_copies_are_true(
    log: list[Change], begin: int = 0, start: Gathering | None = None
) -> None:
    """Whoever looks: a copy fed live, and one fed late from change `begin` on, equal a fresh page.

    `log` goes on from `start`; without one, its first change opens the gathering.
    """
    steps, changes = played(log, start), log
    if start:
        steps = [start, *steps]
    else:
        changes = log[1:]
    newest = steps[-1]
    for viewer in everybody(newest):
        live, late = Copy(steps[0], viewer), Copy(steps[begin], viewer)
        for step, change in zip(steps[1:], changes, strict=True):
            live.take(step, change)
            assert live.tables == seen_now(step, viewer), (viewer, change.name)
        for change in changes[begin:]:
            late.take(newest, change)
        assert late.tables == seen_now(newest, viewer), (viewer, "late")
