"""What people see as a list is joined in the language of the page: `with_commas` and `listed_in_words`, or in
scripts `withCommas` and `inWords`."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = [file for file in (ROOT / "static/js").rglob("*.js") if "vendor" not in file.parts]
TEMPLATES = [file for file in (ROOT / "templates").rglob("*.*") if file.is_file()]
MODULES = [
    file
    for folder in ("domain", "live", "papers", "proceedings", "service", "web")
    for file in (ROOT / "openspace" / folder).rglob("*.py")
]

JOINED = re.compile(
    r"""join\((["'`])(?:,|\ and)\ \1\)   # .join(", ") of a script, |join(", ") of a template
      | (["'])(?:,|\ and)\ \2\.join\(    # ", ".join( of Python
      | ,\ ?\$\{                         # `${one}, ${other}`
    """,
    re.VERBOSE,
)

NO_LIST_OF_A_LANGUAGE = {
    "static/js/core/language.js": "Welsh, which no browser joins by words",
    "static/js/host/bell_settings.js": "a field, which is read again",
    "static/js/phone/propose.js": "a field, which is read again",
    "static/js/setup/rooms.js": "a field, which the host edits",
    "static/js/ui/call_links.js": "a pause in what is read aloud",
    "static/js/ui/flip.js": "a style",
    "static/js/ui/cell.js": "pauses in what is read aloud",
    "static/js/ui/qr.js": "an address",
    "static/js/wall/fly.js": "a style",
    "openspace/domain/anonymise.py": "a column",
    "openspace/domain/conveners.py": "a column, which has no language; pages and books join `convener_names`",
    "openspace/domain/rows.py": "an error that programmers see",
    "openspace/domain/searchable.py": "words to be found, which nobody sees",
    "openspace/proceedings/tables.py": "a cell of a table for programs",
}


@pytest.mark.parametrize("files", [SCRIPTS, TEMPLATES, MODULES], ids=["scripts", "pages", "Python"])
def test_no_list_is_joined_by_commas_of_english(files: list[Path]) -> None:
    assert list(joined(files, NO_LIST_OF_A_LANGUAGE)) == []


def test_each_exception_is_one() -> None:
    known = [ROOT / name for name in NO_LIST_OF_A_LANGUAGE]
    found = {line.partition(":")[0] for line in joined(known, ())}

    assert found == set(NO_LIST_OF_A_LANGUAGE)


@pytest.mark.parametrize(
    "line",
    [
        'names.join(", ")',
        '{{ names|join(", ") }}',
        '", ".join(names)',
        "' and '.join(names)",
        "`${one}, ${other}`",
    ],
)
def test_a_list_that_is_joined_by_hand_is_found(line: str) -> None:
    assert JOINED.search(line)


def joined(files: Iterable[Path], but: Iterable[str]) -> Iterable[str]:
    for file in files:
        name = file.relative_to(ROOT).as_posix()
        if name in but:
            continue
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            if JOINED.search(line):
                yield f"{name}:{number}: {line.strip()}"
