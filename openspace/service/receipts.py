"""Answers to commands, and receipts: the stored answers for a repeated command.

An answer contains a refusal's code and parameters. Its sentence is made when it is sent.
"""

from typing import Any

from openspace.domain.change import Row
from openspace.domain.conveners import conveners_shown
from openspace.domain.gathering import Gathering
from openspace.domain.refusals import Refused
from openspace.domain.rules.evidence import current_evidence
from openspace.domain.rules.harvest import current_note
from openspace.ledger.port import Answer


def refusal(refused: Refused) -> Answer:
    return {"ok": False, "error": {"code": refused.code, **refused.parameters}}


def as_sent(answer: Answer) -> Answer:
    """Return the answer with the sentence of its refusal. A receipt of an older version contains its own
    sentence."""
    error = answer.get("error", {})
    if answer["ok"] or "message" in error:
        return answer
    return {**answer, "error": Refused(**error).as_error()}


def without_words(answer: Answer) -> Answer:
    """Return the answer for storage, without anybody's name or text, so that none can outlive its row."""
    error = answer.get("error", {})
    if "held_by" in error:
        return {**answer, "error": _untitled(error)}
    if "current" in error:
        current = {"id": error["current"]["id"], "rev": error["current"]["rev"]}
        return {**answer, "error": {**error, "current": current}}
    return answer


def with_words(gathering: Gathering, kept: Answer) -> Answer:
    """Return the stored answer, with the text of its rows as it may be shown now."""
    error = kept.get("error", {})
    if "held_by" in error:
        return {**kept, "error": _cell_taken(gathering, error)}
    if "current" in error and (current := _current(gathering, error["current"]["id"])):
        return {**kept, "error": {**error, "current": current}}
    return kept


def _current(gathering: Gathering, id: str) -> Row | None:
    """Return the note or evidence item as it is now."""
    if note := gathering.row("notes", id):
        return current_note(note)
    item = gathering.row("evidence", id)
    return current_evidence(item) if item else None


def _cell_taken(gathering: Gathering, kept: dict[str, Any]) -> dict[str, Any]:
    """Drop the sentence of an older version, which may quote a title that is hidden now."""
    error = {name: value for name, value in kept.items() if name not in ("message", "why")}
    topic = gathering.row("topics", error["held_by"]["topic"])
    if topic is None or topic["hidden"] or topic["withdrawn"] or topic["covered"]:
        return _untitled(error)
    name = conveners_shown(gathering, topic)["convener_name"]
    held_by = {**error["held_by"], "title": topic["title"], "convener_name": name}
    return {**error, "held_by": held_by}


def _untitled(error: dict[str, Any]) -> dict[str, Any]:
    held_by = {**error["held_by"], "title": "", "convener_name": None}
    return {**error, "why": "untitled", "held_by": held_by}
