"""Finds templates and styles: in the source tree, or inside an installed wheel."""

import re
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


@cache
def folder(name: str) -> Path:
    """Return the folder `templates` or `static`."""
    carried = _PACKAGE / name
    return carried if carried.is_dir() else _PACKAGE.parent / name


@cache
def styles() -> str:
    """Return the app's and the book's styles for a self-contained page, without anything to fetch."""
    css = "\n".join(
        (folder("static") / "css" / f"{name}.css").read_text("utf-8") for name in ("base", "book")
    )
    return re.sub(r"url\([^)]*\)", "none", re.sub(r"@font-face\s*{[^}]*}", "", css)).replace(
        "</", "<\\/"
    )
