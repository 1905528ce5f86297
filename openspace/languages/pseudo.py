"""The pseudo-language: each text with accents on its letters and a third longer, between brackets.

A page in it shows which texts are outside the catalogues, and which have no room to grow.
"""

import re

_ACCENTED = str.maketrans("aeiouyAEIOUYcnsz", "áéíóúýÁÉÍÓÚÝçñšž")
_PLACEHOLDER = re.compile(r"(\{[^{}]*\})")


def pseudo(message: str) -> str:
    """Return `message` changed. Placeholders stay as they are."""
    parts = _PLACEHOLDER.split(message)
    shown = "".join(
        part if nth % 2 else part.translate(_ACCENTED) for nth, part in enumerate(parts)
    )
    letters = sum(len(part) for part in parts[::2])
    return f"⟦{shown}{'~' * (letters // 3)}⟧"
