"""A page's style sheets as one, without what only their readers need: comments, indentation, line ends.

`@import "base.css";` at the head of a sheet stands for that sheet beside it, as browsers read it, so that the
files serve as they are, too.
"""

import re
from pathlib import Path

_IMPORT = re.compile(r'^@import "([\w.-]+\.css)";\n', re.M)
_STRING_OR_SPACE = re.compile(
    r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|/\*.*?\*/|\s*([{};,])\s*|(:)\s+|\s+""", re.S
)


def stylesheet(file: Path) -> str:
    """The text of the sheet with all that it imports. Raises OSError."""
    return _minified(_with_imports(file))


def _with_imports(file: Path) -> str:
    return _IMPORT.sub(lambda found: _with_imports(file.parent / found[1]), file.read_text("utf-8"))


def _minified(text: str) -> str:
    without_comments = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    return _STRING_OR_SPACE.sub(_kept_text, without_comments).strip()


def _kept_text(found: re.Match[str]) -> str:
    return found[1] or found[2] or found[3] or " "
