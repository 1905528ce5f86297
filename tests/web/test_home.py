"""The front door: joining with a code, the lists of gatherings, set-up and the self-test."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from openspace.config import Settings
from openspace.domain.community.slugs import slug_of
from openspace.ledger.port_store import Check
from openspace.proceedings import fonts
from openspace.web.selfcheck import SelfCheck, capacity, server_findings, summary
from openspace.web.shelves import readable_days
from tests.security.scene import ELSEWHERE


def open_one(client: FlaskClient, **spec: Any) -> dict[str, Any]:
    answer: dict[str, Any] = client.post(
        "/api/gatherings", json={"title": "A day together", "listed": True, **spec}
    ).get_json()
    return answer


# --- joining


@pytest.mark.parametrize("change", [str, str.lower, lambda c: f" {c[:3]} {c[3:]} ", "-".join])
def test_join_forgives_how_a_code_is_typed(
    client: FlaskClient, opened: dict[str, Any], change: Any
) -> None:
    response = client.get("/join", query_string={"code": change(opened["code"])})

    assert (response.status_code, response.location) == (303, f"/{opened['code']}")


def test_join_takes_a_whole_link(client: FlaskClient, opened: dict[str, Any]) -> None:
    for typed in (opened["join_url"], opened["wall_url"], f"10.0.0.7:8000/{opened['code']}"):
        response = client.post("/join", data={"code": typed})

        assert response.location == f"/{opened['code']}"


def test_join_with_an_unknown_code_keeps_what_was_typed(client: FlaskClient) -> None:
    response = client.get("/join?code=zz%3Cb%3E")

    assert response.status_code == 404
    page = response.get_data(as_text=True)
    assert 'value="zz&lt;b&gt;"' in page
    assert "No gathering here has the code “ZZB”" in page


def test_join_with_nothing_says_what_to_type(client: FlaskClient) -> None:
    response = client.get("/join")

    assert response.status_code == 400
    assert "Type the code" in response.get_data(as_text=True)


# --- lists


def test_home_lists_gatherings_by_community_and_only_listed_ones(client: FlaskClient) -> None:
    open_one(client, title="Spring", community="North Circle")
    open_one(client, title="Private", community="North Circle", listed=False)

    page = client.get("/").get_data(as_text=True)

    assert '<a href="/c/north-circle">North Circle</a>' in page
    assert "Spring" in page
    assert "Private" not in page


@pytest.mark.parametrize("path", ["/", "/c/north-circle"])
def test_now_is_before_coming_and_past(client: FlaskClient, path: str) -> None:
    days = {"Past one": -7, "Today’s": 0, "Coming one": 7}
    for title, offset in days.items():
        day = (datetime.now(UTC).date() + timedelta(days=offset)).isoformat()
        open_one(client, title=title, community="North Circle", starts_on=day, ends_on=day)

    page = client.get(path).get_data(as_text=True)

    positions = [page.index(f">{title}<") for title in ("Today’s", "Coming one", "Past one")]
    assert positions == sorted(positions)
    assert page.count("/proceedings") == 1


def test_community_unknown_is_a_friendly_404(client: FlaskClient) -> None:
    response = client.get("/c/nobody")

    assert response.status_code == 404
    assert "There is no community at this address." in response.get_data(as_text=True)
    assert "Join with the code" in response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("first", "last", "read"),
    [
        ("2027-03-05", "2027-03-05", "5 March 2027"),
        ("2027-03-05", "2027-03-07", "5–7 March 2027"),
        ("2027-03-30", "2027-04-01", "30 March – 1 April 2027"),
        ("2027-12-30", "2028-01-01", "30 December 2027 – 1 January 2028"),
        ("", "", ""),
    ],
)
def test_readable_days(first: str, last: str, read: str) -> None:
    assert readable_days(first, last) == read


def test_slug_keeps_letters_of_every_script() -> None:
    assert slug_of("  Gemeinschaft für Übung & Praxis ") == "gemeinschaft-für-übung-praxis"


# --- set-up and the self-test


@pytest.mark.parametrize(("address", "needs"), [("127.0.0.1", False), ("192.168.4.20", True)])
def test_new_asks_for_the_key_only_from_elsewhere(
    client: FlaskClient, address: str, needs: bool
) -> None:
    page = client.get("/new", environ_overrides={"REMOTE_ADDR": address}).get_data(as_text=True)

    assert f'"needs_key": {str(needs).lower()}' in page


def test_host_page_without_the_key_shows_nothing_of_the_hosts(
    client: FlaskClient, opened: dict[str, Any]
) -> None:
    before = client.application.test_client().get(f"/{opened['code']}/host")
    client.post(f"/api/{opened['code']}/host", json={"host_key": opened["host_key"]})
    after = client.get(f"/{opened['code']}/host")

    assert '"is_host":false' in before.get_data(as_text=True)
    assert '"is_host":true' in after.get_data(as_text=True)
    assert after.headers["Cache-Control"] == "no-store"


def test_selftest_finds_a_healthy_house(client: FlaskClient) -> None:
    page = client.get("/selftest").get_data(as_text=True)

    assert "sessions.db can be written" in page
    assert "nothing that was answered is lost" in page
    assert "data:image/svg+xml;base64," in page
    assert "no address on a network" in page


def test_selftest_tells_little_to_who_is_elsewhere(client: FlaskClient) -> None:
    page = client.get("/selftest", environ_base=ELSEWHERE).get_data(as_text=True)

    assert "It is ready." in page
    assert "phones." in page
    for word in ("sessions.db", "Python", "SQLite", "GB free", "Others to try"):
        assert word not in page


def test_selftest_asks_the_disk_once_for_many_who_look(tmp_path: Path) -> None:
    now, asked = 100.0, []

    def in_thread(work: Callable[[], Any]) -> Any:
        asked.append(now)
        return work()

    check = SelfCheck(Settings(db=tmp_path / "gone.db"), in_thread, lambda: now)
    first = check.findings()
    for _ in range(50):
        assert check.findings() is first
    now += 11
    check.findings()

    assert asked == [100.0, 111.0]
    assert summary(first).ok is False
    assert "gone.db" not in summary(first).says


def test_selftest_says_how_many_phones_there_is_room_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(db=tmp_path / "a.db")
    monkeypatch.setattr("openspace.runtime.files.soft_limit", lambda: 256)
    assert capacity(settings) == Check("Phones", False, "This machine takes about 100 phones.")
    monkeypatch.setattr("openspace.runtime.files.soft_limit", lambda: 65_536)
    monkeypatch.setattr("openspace.runtime.memory", lambda: 10**9)
    assert capacity(settings).says == "This machine takes about 10,000 phones."


def test_selftest_says_which_scripts_the_printed_book_cannot_show(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "system_files", tuple)
    assert fonts.scripts_without_font().startswith("Chinese\nJapanese\nKorean\nBengali")

    [found] = [
        one for one in server_findings(Settings(db=tmp_path / "a.db")) if one.name == "Fonts"
    ]
    assert "printed book" in found.says


def test_selftest_tells_of_a_missing_database(tmp_path: Path) -> None:
    findings = server_findings(Settings(db=tmp_path / "gone.db"))

    assert [finding.ok for finding in findings[:2]] == [False, False]
    assert not (tmp_path / "gone.db").exists()


@pytest.mark.parametrize("path", ["/", "/new", "/selftest", "/join?code=x"])
def test_pages_carry_no_inline_script_or_style(app: Flask, path: str) -> None:
    page = app.test_client().get(path).get_data(as_text=True)

    assert " style=" not in page
    assert "<style" not in page
    assert all(
        'type="application/json"' in tag or "src=" in tag for tag in page.split("<script")[1:]
    )


def test_405_says_which_methods_there_are(client: FlaskClient, opened: dict[str, Any]) -> None:
    response = client.delete(f"/api/{opened['code']}/state")

    assert response.status_code == 405
    assert {"GET", "HEAD"} <= {one.strip() for one in response.headers["Allow"].split(",")}
    assert response.get_json()["error"]["code"] == "method_not_allowed"
