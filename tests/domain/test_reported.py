"""What counts as a report, by examples that the browser's module is tested with, too."""

import json
from pathlib import Path
from typing import Any

import pytest

from openspace.domain.reported import for_pages, is_report

FILE = Path(__file__).parent.parent / "support" / "reports.json"
SHARED: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("example", SHARED["examples"], ids=lambda example: str(example["notes"]))
def test_two_sentences_are_a_report(example: dict[str, Any]) -> None:
    assert is_report((kind, text) for kind, text in example["notes"]) == example["is_report"]


def test_the_browsers_module_is_tested_with_the_same_definition() -> None:
    assert SHARED["definition"] == for_pages()
