"""Codes of gatherings: generation, and normalisation of typed ones."""

import re
import secrets

from openspace.ledger.port import UnknownGathering

_CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without 0 and O, 1, I and L, because people read codes from walls and type them on phones."""

_CODE = re.compile(r"[A-Z0-9]{4,12}", re.A)


def new_code() -> str:
    return "".join(secrets.choice(_CODE_LETTERS) for _ in range(6))


def as_code(typed: str) -> str:
    """Normalise a typed code: ignore case, spaces and dashes. Codes are ASCII."""
    plain = typed.encode("ascii", "ignore").decode()
    return "".join(plain.split()).replace("-", "").upper()


def as_known_code(typed: str) -> str:
    """Like `as_code`. Raises UnknownGathering for text that cannot be a code, before anything is looked
    up."""
    code = as_code(typed)
    if not _CODE.fullmatch(code):
        raise UnknownGathering(code[:12])
    return code
