"""The answer to a command: as it is kept for when the same command comes again, and as it is sent.

An answer holds a refusal's code and parameters. Its sentence is made when it is sent.
"""

from typing import Any

from openspace.domain.gathering import Gathering
from openspace.domain.refusals import Refused
from openspace.domain.rules.harvest import current_note
from openspace.ledger.port import Answer


def refusal(refused: Refused) -> Answer:
    return {"ok": False, "error": {"code": refused.code, **refused.parameters}}


def as_sent(answer: Answer) -> Answer:
    """The answer with the sentence of its refusal. A receipt of an older version holds its own."""
    error = answer.get("error", {})
    if answer["ok"] or "message" in error:
        return answer
    return {**answer, "error": Refused(**error).as_error()}


def without_words(answer: Answer) -> Answer:
    """The answer as it may be kept: nobody's name or text stands in it, so none can outlive its row."""
    error = answer.get("error", {})
    if "held_by" in error:
        return {**answer, "error": _untitled(error)}
    if "current" in error:
        current = {"id": error["current"]["id"], "rev": error["current"]["rev"]}
        return {**answer, "error": {**error, "current": current}}
    return answer


def with_words(gathering: Gathering, kept: Answer) -> Answer:
    """The kept answer, with the words of its rows as they may be shown now."""
    error = kept.get("error", {})
    if "held_by" in error:
        return {**kept, "error": _cell_taken(gathering, error)}
    if "current" in error and (note := gathering.row("notes", error["current"]["id"])):
        return {**kept, "error": {**error, "current": current_note(note)}}
    return kept


def _cell_taken(gathering: Gathering, kept: dict[str, Any]) -> dict[str, Any]:
    """Without the sentence of an older version, which may quote a title that is hidden by now."""
    error = {name: value for name, value in kept.items() if name not in ("message", "why")}
    topic = gathering.row("topics", error["held_by"]["topic"])
    if topic is None or topic["hidden"] or topic["withdrawn"]:
        return _untitled(error)
    name = gathering.shown_name(topic["shown_as"])
    held_by = {**error["held_by"], "title": topic["title"], "convener_name": name}
    return {**error, "held_by": held_by}


def _untitled(error: dict[str, Any]) -> dict[str, Any]:
    held_by = {**error["held_by"], "title": "", "convener_name": None}
    return {**error, "why": "untitled", "held_by": held_by}
