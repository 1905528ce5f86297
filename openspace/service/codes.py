"""Generates the codes of gatherings, and checks typed ones before they are looked up."""

import secrets

from openspace.domain.codes import as_code, is_code
from openspace.ledger.port import UnknownGathering

_CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without 0 and O, 1, I and L, because people read codes from walls and type them on phones."""


def new_code() -> str:
    return "".join(secrets.choice(_CODE_LETTERS) for _ in range(6))


def as_known_code(typed: str) -> str:
    """Like `as_code`. Raises UnknownGathering for text that cannot be a code, before anything is looked
    up."""
    code = as_code(typed)
    if not is_code(code):
        raise UnknownGathering(code[:12])
    return code
