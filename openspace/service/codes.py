"""Codes of gatherings, as they are made and as people type them."""

import re
import secrets

from openspace.ledger.port import UnknownGathering

_CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""No 0 and O, no 1, I and L: codes are read from walls and typed on phones."""

_CODE = re.compile(r"[A-Z0-9]{4,12}", re.A)


def new_code() -> str:
    return "".join(secrets.choice(_CODE_LETTERS) for _ in range(6))


def as_code(typed: str) -> str:
    """A code as people type it: case, spaces and dashes forgiven. Codes are plain ASCII."""
    plain = typed.encode("ascii", "ignore").decode()
    return "".join(plain.split()).replace("-", "").upper()


def as_known_code(typed: str) -> str:
    """As `as_code`. Raises UnknownGathering for what can be no code, before anything is looked up."""
    code = as_code(typed)
    if not _CODE.fullmatch(code):
        raise UnknownGathering(code[:12])
    return code
