"""Answers of organisations to a recommendation, as they may be shown."""

from openspace.domain.change import Row
from openspace.domain.gathering import Gathering


def shown_answers(gathering: Gathering, note: Row) -> list[dict[str, str]]:
    """Return the answers to `note`, `{organisation, name, text, on}`; without names in a gathering that names
    nobody."""
    if gathering.info["naming"] == "choice":
        return list(note["answers"])
    return [{**answer, "name": ""} for answer in note["answers"]]
