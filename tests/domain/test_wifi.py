"""The Wi-Fi of the place, for everybody who is there, and nobody later."""

from typing import Any

import pytest

from openspace.domain.anonymise import anonymised
from openspace.domain.audience import see_about
from openspace.domain.taken_back import cleaned_change
from openspace.domain.wifi import scan_text
from tests.domain.given import Someone, a_gathering, refused

WIFI = {"name": "Boathouse guests", "password": "tea and cake"}


def seen_by(someone: Someone) -> dict[str, Any]:
    return dict(see_about(someone.day.gathering, someone.who)["wifi"])


@pytest.mark.parametrize(
    ("wifi", "scan"),
    [
        ({}, "WIFI:T:WPA;S:Boathouse guests;P:tea and cake;;"),
        ({"password": ""}, "WIFI:T:nopass;S:Boathouse guests;;"),
        ({"hidden": True}, "WIFI:T:WPA;S:Boathouse guests;P:tea and cake;H:true;;"),
        ({"name": 'A;B,C:D"E\\F'}, r"WIFI:T:WPA;S:A\;B\,C\:D\"E\\F;P:tea and cake;;"),
        ({"password": "semi;colon\\"}, r"WIFI:T:WPA;S:Boathouse guests;P:semi\;colon\\;;"),
    ],
)
def test_a_phone_can_scan_it(wifi: dict[str, Any], scan: str) -> None:
    assert scan_text({**WIFI, "hidden": False, **wifi}) == scan


def test_everybody_sees_it_until_the_circle_is_over() -> None:
    day = a_gathering(wifi=WIFI)
    kim, shown = day.joins("Kim"), {**WIFI, "hidden": False}
    scan = "WIFI:T:WPA;S:Boathouse guests;P:tea and cake;;"

    assert seen_by(kim) == seen_by(day.anyone) == {**shown, "scan": scan}
    assert seen_by(day.host) == shown

    for phase in ("harvest", "closed"):
        day.host.asks("set_phase", phase=phase)
        assert seen_by(kim) == seen_by(day.anyone) == {}
        assert seen_by(day.host) == shown

    day.host.asks("set_phase", phase="sessions")
    assert seen_by(kim)["name"] == "Boathouse guests"


def test_no_export_for_the_host_has_it() -> None:
    day = a_gathering(wifi=WIFI)
    day.host.asks("edit_gathering", wifi={"name": "Loft", "password": "another one"})

    gathering, log = anonymised(day.gathering, day.log)

    rows = [gathering.info, *(row for change in log for row in change.puts.get("gatherings", ()))]
    assert len(rows) == 3
    assert [row["wifi"] for row in rows] == [{}] * 3


def test_a_password_that_was_replaced_leaves_the_log() -> None:
    day = a_gathering(wifi=WIFI)
    day.host.asks("edit_gathering", wifi={"name": "Loft", "password": "another one"})

    cleaned = [cleaned_change(change, day.gathering) for change in day.log]

    assert WIFI["password"] not in str(cleaned)
    assert "another one" in str(cleaned)


def test_without_a_name_there_is_none() -> None:
    day = a_gathering(wifi=WIFI)

    day.host.asks("edit_gathering", wifi={"name": " ", "password": ""})

    assert seen_by(day.host) == seen_by(day.anyone) == {}


def test_spaces_within_a_password_are_part_of_it() -> None:
    day = a_gathering(wifi={"name": " Loft ", "password": " two  spaces "})

    assert seen_by(day.host) == {"name": "Loft", "password": "two  spaces", "hidden": False}


@pytest.mark.parametrize(
    ("wifi", "code", "parameters"),
    [
        ({"name": "é" * 17}, "too_long", {"field": "wifi_name", "limit": 32, "length": 34}),
        ({"password": "1234567"}, "out_of_range", {"field": "wifi_password"}),
        ({"password": "x" * 64}, "out_of_range", {"field": "wifi_password"}),
        ({"password": "two\nlines"}, "malformed", {"why": "one_line"}),
        ({"name": ""}, "missing", {"field": "wifi_name"}),
        ({"name": 7}, "malformed", {"why": "arguments"}),
    ],
)
def test_what_no_phone_could_use_is_refused(
    wifi: dict[str, Any], code: str, parameters: dict[str, Any]
) -> None:
    with refused(code, **parameters):
        a_gathering().host.asks("edit_gathering", wifi={**WIFI, **wifi})
