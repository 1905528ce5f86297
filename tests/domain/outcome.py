"""An action and a recommendation, and what became of them."""

import pytest

from openspace.domain.taken_back import cleaned_change
from tests.domain.given import Day, Someone

WORD = "xylophone"


@pytest.fixture
def session(kim: Someone) -> str:
    return kim.claims(kim.proposes("Reflective groups"), "1A")


@pytest.fixture
def action(kim: Someone, session: str) -> str:
    return kim.notes(session, "Start a monthly group", "action", initiator_name="Rosa")


@pytest.fixture
def asked(kim: Someone, session: str) -> str:
    return kim.notes(session, "Pay peer workers", "recommendation")


def becomes(day: Day, note: str) -> list[str | None]:
    row = day.anyone.sees_row("notes", note) or {}
    return [row[column] for column in ("outcome", "outcome_text", "outcome_on")]


def answer(day: Day, note: str, organisation: str = "The Trust", **args: str) -> None:
    given = {"text": "From May.", **args}
    day.host.asks("answer_recommendation", note=note, organisation=organisation, **given)


def kept_of(day: Day) -> str:
    """The rows and the log, as the ledger keeps them."""
    log = [cleaned_change(change, day.gathering) for change in day.log]
    return str([day.gathering.tables, log])
