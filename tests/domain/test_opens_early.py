"""Places can be chosen from the marketplace on, or earlier if the host says so."""

import pytest

from openspace.domain.phases import EARLY
from tests.domain.given import a_gathering, refused


@pytest.mark.parametrize("phase", EARLY)
def test_nobody_but_the_host_places_a_topic_before_the_marketplace(phase: str) -> None:
    day = a_gathering(opens_early=False)
    day.host.asks("set_phase", phase=phase)
    kim = day.joins("Kim")
    topic = kim.proposes("Carers")
    with refused("not_now", why="not_open"):
        kim.claims(topic, "1A")

    day.host.claims(topic, "1A")

    assert day.wall == {"1A": "Carers"}


def test_the_host_opens_early() -> None:
    day = a_gathering(opens_early=False)
    kim = day.joins("Kim")
    day.host.asks("edit_gathering", opens_early=True)
    kim.claims(kim.proposes("Carers"), "1A")
    assert day.wall == {"1A": "Carers"}


@pytest.mark.parametrize("phase", ["marketplace", "sessions", "closing"])
def test_a_gathering_that_begins_later_is_open_at_once(phase: str) -> None:
    day = a_gathering(opens_early=False, phase=phase)
    kim = day.joins("Kim")
    kim.claims(kim.proposes("Carers"), "1A")
    assert day.wall == {"1A": "Carers"}
