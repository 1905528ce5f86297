"""The answer of a receipt as it is stored.

Most answers say nothing that the tables do not. Two kinds do, and are encrypted: a refusal lists the cells
that one person holds, and an invitation has the code with which somebody becomes convener.
"""

import json

from openspace.ledger.handles import Handles
from openspace.ledger.port import Answer
from openspace.runtime import compact_json


def to_stored_answer(handles: Handles, code: str, key: str, answer: Answer) -> str:
    """`key` is the id under which the receipt is stored."""
    text = compact_json.dumps(answer)
    if not _says_more(answer):
        return text
    return compact_json.dumps(handles.seal_answer(code, key, text))


def from_stored_answer(handles: Handles, code: str, key: str, stored: str) -> Answer | None:
    """Return None for an answer that was encrypted with another secret."""
    found = json.loads(stored)
    if not isinstance(found, str):
        return dict(found)
    text = handles.open_answer(code, key, found)
    return json.loads(text) if text else None


def _says_more(answer: Answer) -> bool:
    result = answer.get("result")
    if result is not None:
        return "code" in result and "session" not in result
    return "held" in answer.get("error", ())
