"""These tests ask who gets a file, and not what is in it."""

import pytest


@pytest.fixture(autouse=True)
def papers_are_made_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """All papers take four seconds of processor time; tests/web/test_papers.py makes them."""
    monkeypatch.setattr("openspace.web.papers.as_zip", repr)
