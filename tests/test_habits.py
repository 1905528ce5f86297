"""Habits that the code and its tests keep."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
ROOT = TESTS.parent

MOST_LINES = 320
"""A file with more has two ideas. `tables.py` is one table (docs/decisions/0022-catalogue.md)."""
_PATCHES = {"setattr", "delattr", "setitem", "delitem", "patch", "object"}
_IMPORTS_A_PRIVATE_NAME = re.compile(r"from\s+openspace[\w.]*\s+import\b(?:.|\n(?=\s|$))*?\b_\w")
"""Up to the next line that is not indented. Only these files are parsed, to be sure."""


@pytest.mark.parametrize("file", sorted(TESTS.rglob("test_*.py")), ids=lambda file: file.stem)
def test_no_private_name_is_patched(file: Path) -> None:
    assert list(private_patches(file.read_text("utf-8"))) == []


@pytest.mark.parametrize("file", sorted(TESTS.rglob("*.py")), ids=lambda file: file.stem)
def test_no_private_name_is_imported(file: Path) -> None:
    """Somebody who renames one looks for it in its own file only."""
    assert list(private_imports(file.read_text("utf-8"))) == []


def test_files_are_short() -> None:
    files = [
        *ROOT.glob("openspace/**/*.py"),
        *TESTS.glob("**/*.py"),
        *ROOT.glob("static/js/**/*.js"),
        *ROOT.glob("static/css/*.css"),
        *ROOT.glob("templates/**/*.html"),
    ]
    long = [file.name for file in files if len(file.read_text("utf-8").splitlines()) > MOST_LINES]

    assert long == ["tables.py"]


def test_importing_a_private_name_is_found() -> None:
    source = "from openspace.service.turn import CommandRequest, _after\nfrom tests.act import _one"

    assert list(private_imports(source)) == ["_after"]


@pytest.mark.parametrize(
    "line",
    [
        'patch.setattr("openspace.service.turn._after", None)',
        'patch.setattr(turn, "_after", None)',
        'patch.setattr(turn.CommandRequest, "_charge", None)',
        'patch.setitem(turn._BUSY, "ok", True)',
    ],
)
def test_patching_a_private_name_is_found(line: str) -> None:
    assert list(private_patches(f"from openspace.service import turn\n{line}")) == [2]
    assert list(private_patches(f"from tests import turn\n{line}")) == [2] * ("openspace" in line)


def private_imports(source: str) -> Iterator[str]:
    """The private names of the program that are imported."""
    if not _IMPORTS_A_PRIVATE_NAME.search(source):
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("openspace"):
            # `_` alone is gettext's.
            yield from (name.name for name in node.names if re.match("_.", name.name))


def private_patches(source: str) -> Iterator[int]:
    """The lines where a private name of the program is patched."""
    if not any(f".{call}(" in source for call in _PATCHES):
        return
    tree = ast.parse(source)
    ours = {
        (name.asname or name.name).split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("openspace")
        for name in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in _PATCHES and _is_private(node, ours):
            yield node.lineno


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def _is_private(call: ast.Call, ours: set[str]) -> bool:
    if not call.args:
        return False
    target, *rest = call.args
    text = target.value if isinstance(target, ast.Constant) else None
    if isinstance(text, str):
        return text.startswith("openspace.") and "._" in text
    path = ast.unparse(target).split(".")
    name = rest[0].value if rest and isinstance(rest[0], ast.Constant) else ""
    private = any(part.startswith("_") for part in [*path, str(name)])
    return path[0] in ours and private
