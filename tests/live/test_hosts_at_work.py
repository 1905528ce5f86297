"""Hosts see what the others work on; nobody else does, and nothing of it is stored (without a server)."""

from typing import Any

import pytest

from openspace.domain.refusals import Refused
from openspace.domain.viewer import HOST, PUBLIC, Viewer
from openspace.live.connections import Connection
from openspace.live.hosts_at_work import HostsAtWork

ANA = {"page": "a1", "name": "Ana", "on": "harvest", "item": ""}
TABLET = {"page": "t1", "name": "tablet", "on": "announce", "item": ""}


def host(sid: str, code: str = "K7MQ2X") -> Connection:
    return Connection(sid, code, HOST)


@pytest.fixture
def at_work() -> HostsAtWork:
    found = HostsAtWork()
    found.report(host("ana"), ANA)
    found.report(host("tablet"), TABLET)
    return found


def names(at_work: HostsAtWork, one: Connection) -> list[str]:
    return [other["name"] for other in at_work.others(one.code, one.sid)]


def test_each_sees_the_others_and_not_itself(at_work: HostsAtWork) -> None:
    assert at_work.others("K7MQ2X", "ana") == [{"name": "tablet", "on": "announce", "item": ""}]
    assert names(at_work, host("tablet")) == ["Ana"]
    assert names(at_work, host("new")) == ["Ana", "tablet"]
    assert names(at_work, host("elsewhere", "OTHER2")) == []


def test_who_leaves_is_gone(at_work: HostsAtWork) -> None:
    at_work.left("ana")

    assert names(at_work, host("tablet")) == []


def test_only_a_change_is_news(at_work: HostsAtWork) -> None:
    assert at_work.report(host("ana"), ANA) is False
    assert at_work.report(host("ana"), {**ANA, "item": "rooms/r1"}) is True
    assert at_work.others("K7MQ2X", "tablet")[0]["item"] == "rooms/r1"


def test_a_page_that_changes_its_socket_is_one(at_work: HostsAtWork) -> None:
    at_work.report(host("ana again"), {**ANA, "on": "now"})

    assert names(at_work, host("ana again")) == ["tablet"]
    assert at_work.others("K7MQ2X", "tablet") == [{"name": "Ana", "on": "now", "item": ""}]


@pytest.mark.parametrize("viewer", [PUBLIC, Viewer("person", "p7")])
def test_only_a_host_says_so(viewer: Viewer) -> None:
    with pytest.raises(Refused, match="Only the facilitator"):
        HostsAtWork().report(Connection("kim", "K7MQ2X", viewer), ANA)


@pytest.mark.parametrize(
    ("report", "code"),
    [
        (None, "malformed"),
        ([], "malformed"),
        ({**ANA, "name": 7}, "malformed"),
        ({**ANA, "name": "x" * 61}, "too_long"),
        ({**ANA, "page": "x" * 61}, "malformed"),
        ({**ANA, "on": "<b>"}, "malformed"),
        ({**ANA, "item": "rooms r1"}, "malformed"),
    ],
)
def test_what_is_no_report_is_refused(report: Any, code: str) -> None:
    with pytest.raises(Refused) as refused:
        HostsAtWork().report(host("ana"), report)
    assert refused.value.code == code


def test_a_name_is_one_line_of_text() -> None:
    at_work = HostsAtWork()
    at_work.report(host("ana"), {**ANA, "name": " Ana\n\u202eReyes "})

    assert names(at_work, host("tablet")) == ["Ana Reyes"]


def test_a_flood_is_slowed_down() -> None:
    at_work = HostsAtWork()
    for nth in range(20):
        at_work.report(host("ana"), {**ANA, "item": f"rooms/r{nth}"})

    with pytest.raises(Refused) as refused:
        at_work.report(host("ana"), ANA)
    assert refused.value.code == "too_many"
    at_work.report(host("tablet"), TABLET)
