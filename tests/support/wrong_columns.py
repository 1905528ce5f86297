"""Rows know their columns: mypy reads this file, and reports an ignore where there is no error (`strict`)."""

from openspace.domain.gathering import Gathering
from openspace.domain.rows import new
from openspace.domain.rules.context import RuleContext
from openspace.domain.tables import Topic


def wrong(gathering: Gathering, context: RuleContext) -> None:
    for topic in gathering.rows("topics"):
        topic["titel"]  # type: ignore[typeddict-item]
    if note := gathering.row("notes", "n12"):
        note["txt"]  # type: ignore[typeddict-item]
    context.topic("t12")["titel"]  # type: ignore[typeddict-item]
    context.item("t12", "", "")[1]["titel"]  # type: ignore[typeddict-item]
    context.session("s12")["rooms"]  # type: ignore[typeddict-item]
    gathering.info["titel"]  # type: ignore[typeddict-item]
    gathering.placed[0]["rooms"]  # type: ignore[typeddict-item]
    made = new(Topic, id="t12", title="Carers", at="")
    made["titel"] = "Carers"  # type: ignore[typeddict-unknown-key]
    changed: Topic = {**made, "titel": "Carers"}  # type: ignore[typeddict-unknown-key]
    assert changed
