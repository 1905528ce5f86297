"""Combines a page's style sheets into one, and removes comments, indentation and line ends.

`@import "base.css";` at the top of a sheet is replaced by that sheet. Browsers understand the same line, so
the files also work as they are.
"""

import re
from pathlib import Path

_IMPORT = re.compile(r'^@import "([\w.-]+\.css)";\n', re.M)
_STRING_OR_SPACE = re.compile(
    r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|/\*.*?\*/|\s*([{};,])\s*|(:)\s+|\s+""", re.S
)


def stylesheet(file: Path) -> str:
    """Return the text of the sheet with all its imports. Raises OSError."""
    return _minified(_with_imports(file))


def _with_imports(file: Path) -> str:
    return _IMPORT.sub(lambda found: _with_imports(file.parent / found[1]), file.read_text("utf-8"))


def _minified(text: str) -> str:
    without_comments = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    return _STRING_OR_SPACE.sub(_kept_text, without_comments).strip()


def _kept_text(found: re.Match[str]) -> str:
    return found[1] or found[2] or found[3] or " "
