"""The answer to a command, as it is sent and as it is kept for when the same command comes again."""

from openspace.domain import sentences
from openspace.domain.gathering import Gathering
from openspace.domain.refusals import Refused
from openspace.domain.rules.harvest import current_note
from openspace.ledger.port import Answer


def refusal(refused: Refused) -> Answer:
    return {"ok": False, "error": refused.as_error()}


def without_words(answer: Answer) -> Answer:
    """The answer as it may be kept: nobody's name or text stands in it, so none can outlive its row."""
    error = answer.get("error", {})
    if "held_by" in error:
        held_by = {**error["held_by"], "title": "", "convener_name": None}
        message = sentences.of_refusal("cell_taken", {"why": "untitled", "held_by": held_by})
        return {**answer, "error": {**error, "message": message, "held_by": held_by}}
    if "current" in error:
        current = {"id": error["current"]["id"], "rev": error["current"]["rev"]}
        return {**answer, "error": {**error, "current": current}}
    return answer


def with_words(gathering: Gathering, kept: Answer) -> Answer:
    """The kept answer, with the words of its rows as they may be shown now."""
    error = kept.get("error", {})
    if "held_by" in error:
        topic = gathering.row("topics", error["held_by"]["topic"])
        if topic is None or topic["hidden"] or topic["withdrawn"]:
            return kept
        name = gathering.shown_name(topic["shown_as"])
        held_by = {**error["held_by"], "title": topic["title"], "convener_name": name}
        message = sentences.of_refusal("cell_taken", {"held_by": held_by})
        return {**kept, "error": {**error, "message": message, "held_by": held_by}}
    if "current" in error and (note := gathering.row("notes", error["current"]["id"])):
        return {**kept, "error": {**error, "current": current_note(note)}}
    return kept
