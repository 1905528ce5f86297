"""Where the book finds templates and styles: in the tree, or inside an installed wheel."""

import re
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


@cache
def folder(name: str) -> Path:
    """The folder `templates` or `static`."""
    carried = _PACKAGE / name
    return carried if carried.is_dir() else _PACKAGE.parent / name


@cache
def styles() -> str:
    """The house look and the book's for a page that stands alone: nothing in them to fetch."""
    css = "\n".join(
        (folder("static") / "css" / f"{name}.css").read_text("utf-8") for name in ("base", "book")
    )
    return re.sub(r"url\([^)]*\)", "none", re.sub(r"@font-face\s*{[^}]*}", "", css)).replace(
        "</", "<\\/"
    )
