"""Makes the sentence for a code and its parameters when it is shown, in the language that is spoken.

Rules and services raise and store codes. Nothing is compared, stored or erased by its wording
(docs/decisions/0027-codes.md).
"""

from collections.abc import Mapping
from typing import Any

from openspace.domain import english
from openspace.domain.change import Row
from openspace.languages.formats import number, with_commas
from openspace.languages.text import _, isolated


def of_refusal(code: str, parameters: Mapping[str, Any]) -> str:
    """Raises KeyError with the code and its variant if the table has no sentence for them."""
    sentence = english.REFUSALS.get(code)
    variant = str(parameters.get("why") or parameters.get("field"))
    if isinstance(sentence, dict):
        sentence = sentence.get(variant, sentence.get(""))
    if sentence is None:
        raise KeyError(f"there is no sentence for {code} ({variant})")
    shown = {name: _in_words(value) for name, value in parameters.items()}
    return _(sentence).format(**isolated(shown), what=_what(parameters))


def _what(parameters: Mapping[str, Any]) -> str:
    """Return the start of a sentence about a field. Only the table's own texts have placeholders."""
    field = str(parameters.get("field", ""))
    known = english.FIELDS.get(field)
    if known is None:
        return _("The {field}", field=field.replace("_", " "))
    return _(known).format(**parameters)


class _Number(int):
    """`{limit:,}` in a sentence is "20,000" in English and "20.000" in German."""

    def __format__(self, how: str) -> str:
        return number(self) if how == "," else int(self).__format__(how)


def _in_words(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return with_commas(*map(str, value))
    return _Number(value) if type(value) is int else value


def of_notice(notice: Row) -> str:
    """Return the English sentence. Rows have no language; a page makes its own sentence of kind and codes."""
    return english.NOTICES[notice["kind"]].format(*notice["codes"])
