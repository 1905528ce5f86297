"""Codes of gatherings, as people type them."""

import re

from openspace.domain.refusals import Refused

_CODE = re.compile(r"[A-Z0-9]{4,12}", re.A)


def as_code(typed: str) -> str:
    """Normalise a typed code: ignore case, spaces and dashes. Codes are ASCII."""
    plain = typed.encode("ascii", "ignore").decode()
    return "".join(plain.split()).replace("-", "").upper()


def is_code(code: str) -> bool:
    """Return whether a gathering can have this code."""
    return bool(_CODE.fullmatch(code))


def checked_code(typed: str) -> str:
    """Return the code, normalised. Raises Refused (`unknown_gathering`) for text that cannot be one."""
    code = as_code(typed)
    if not is_code(code):
        raise Refused("unknown_gathering")
    return code
