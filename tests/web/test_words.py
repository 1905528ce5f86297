"""Words that people stumbled over are on no screen, in no refusal and on no paper."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
READ_BY_PEOPLE = [
    *(ROOT / "templates").rglob("*.html"),
    *(file for file in (ROOT / "static/js").rglob("*.js")),
    *(ROOT / "openspace/domain").glob("english*.py"),
    ROOT / "openspace/domain/vocabulary.py",
    *(ROOT / "openspace/cli").glob("*.py"),
]
PLAINER = {
    r"\b(it|It|reports|Reports) stands?\b": "it is",
    r"\banew\b": "again",
    r"\bWays in\b": "Links and QR codes",
    r"\bHarvest\b(?! host|,|\(|:)": "Notes",
    r"\bRetract\b": "Take back",
    r"\b(Unfold|Fold|folded away)\b": "Open, Close, closed",
    r"\bfor ever\b": "0 = keep",
    r"\bNot now\b": "Cancel",
    r"\b[Ll]ook(ing|s)? for a place\b": "without a place yet",
    r"\bis no (time|day|number|JSON|JPEG)\b": "is not a …",
    r"\bOnly who\b": "Only the person who",
    r"\b(The proof|alternative text)\b": "Before you publish; description",
    r"(?<![\w-])(free|taken) cells?\b": "place",
}
"""Each expression, and what to write instead."""


@pytest.mark.parametrize("word", PLAINER)
def test_a_word_that_confused_people_is_not_shown(word: str) -> None:
    found = [
        f"{file.relative_to(ROOT)}: {line.strip()[:90]}  → {PLAINER[word]}"
        for file in READ_BY_PEOPLE
        for line in shown(file)
        if re.search(word, line)
    ]

    assert found == []


def shown(file: Path) -> list[str]:
    """The lines of a file without comments, docstrings and imports."""
    text = file.read_text("utf-8")
    if file.suffix == ".js":
        text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
        text = re.sub(r"(?m)^\s*//.*$|^(import|export function) .*$", "", text)
    elif file.suffix == ".html":
        text = re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)
    else:
        text = re.sub(r'""".*?"""', "", text, flags=re.DOTALL)
        text = re.sub(r"(?m)^\s*#.*$", "", text)
    return text.splitlines()
