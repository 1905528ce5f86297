"""Makes the sentence for a code and its parameters when it is shown, from a table of sentences.

Rules and services raise and store codes. Nothing is compared, stored or erased by its wording
(docs/decisions/0027-codes.md).
"""

from collections.abc import Mapping
from typing import Any

from openspace.domain import english
from openspace.domain.change import Row


def of_refusal(code: str, parameters: Mapping[str, Any]) -> str:
    """Raises KeyError with the code and its variant if the table has no sentence for them."""
    sentence = english.REFUSALS.get(code)
    variant = str(parameters.get("why") or parameters.get("field"))
    if isinstance(sentence, dict):
        sentence = sentence.get(variant, sentence.get(""))
    if sentence is None:
        raise KeyError(f"there is no sentence for {code} ({variant})")
    shown = {name: _in_words(value) for name, value in parameters.items()}
    return sentence.format(**shown, what=_what(parameters))


def _what(parameters: Mapping[str, Any]) -> str:
    """Return the start of a sentence about a field. Only the table's own texts have placeholders."""
    field = str(parameters.get("field", ""))
    known = english.FIELDS.get(field)
    return known.format(**parameters) if known else f"The {field.replace('_', ' ')}"


def _in_words(value: Any) -> Any:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value


def of_notice(notice: Row) -> str:
    return english.NOTICES[notice["kind"]].format(*notice["codes"])
