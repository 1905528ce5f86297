"""What goes some time after its author: the change alone tells every screen, which fetches nothing anew."""

import pytest

from openspace.domain.audience import HOST, PUBLIC
from openspace.domain.erasing import ITEM_TABLES
from openspace.domain.erasure_plan import erasure, erasure_of_item
from openspace.domain.rules.erasing import EraseItem
from openspace.domain.rules.people import EraseMe
from tests.domain.copies import Copy, seen_now
from tests.domain.given import DAWN, Day, Someone, a_gathering


def leaves_slowly(day: Day, someone: Someone) -> None:
    """All of it, one thing after the other, while a wall and the host's page look on."""
    day.do(someone.who, EraseMe(words=True, slowly=True))
    moments = lambda items: [DAWN.isoformat() for _ in items]  # noqa: E731
    plan = erasure(day.gathering, day.log, someone.id, True, moments)
    day.gathering = plan.of_stream(day.gathering)
    for table, id, _ in plan.later:
        screens = [Copy(day.gathering, viewer) for viewer in (PUBLIC, HOST)]
        day.do(PUBLIC, EraseItem(table=table, id=id))
        day.gathering = erasure_of_item(day.gathering, day.log, (table, id)).of_stream(
            day.gathering
        )
        for screen in screens:
            screen.take(day.gathering, day.log[-1])
            assert screen.tables == seen_now(day.gathering, screen.viewer)


def test_topic_that_waited_to_be_announced_is_in_no_queue_on_any_screen() -> None:
    day = a_gathering()
    day.host.asks("edit_gathering", announcing=True)
    kim = day.joins("Kim")
    kim.proposes("Carers", announce=True)

    leaves_slowly(day, kim)

    assert day.anyone.sees("announcements") == []


def test_free_place_and_described_photo_go_with_the_words_of_a_topic_that_stays() -> None:
    day = a_gathering()
    kim, rosa = day.joins("Kim"), day.joins()
    session = kim.meets(kim.proposes("Carers"), "The bench by the pond", "2027-03-31T10:10")
    photo = rosa.notes(session, "", kind="photo", photo=rosa.sends("photo1"))
    kim.asks("describe_photo", note=photo, alt="A flip chart")

    leaves_slowly(day, kim)

    assert (day.anyone.sees_row("sessions", session) or {})["place"] == ""
    assert (day.anyone.sees_row("notes", photo) or {})["alt"] == ""


@pytest.mark.parametrize("table", ITEM_TABLES)
def test_item_that_went_is_scheduled_no_more(table: str) -> None:
    """Else it would be erased again and again, and nothing that is due after it."""
    plan = erasure_of_item(a_gathering().gathering, (), (table, "x1"))

    assert plan.gone_items == [(table, "x1")]
