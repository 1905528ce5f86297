"""What the port HostLog promises. Each test runs on every ledger."""

from collections.abc import Callable
from threading import Thread

import pytest

from openspace.domain.host_actions import HostAction
from openspace.domain.rules.facilitation import SetPhase
from openspace.domain.viewer import HOST, Viewer
from openspace.ledger import memory_host_log
from openspace.ledger.port import Ledger, UnknownGathering
from openspace.ledger.sql import host_log as sql_host_log
from openspace.ledger.sqlite.store import SqliteLedger
from openspace.service.clock import SYSTEM
from openspace.service.turn import CommandRequest, execute_batch
from tests.ledger.acts import CODE


def phases(ledger: Ledger, *asked: tuple[Viewer, str]) -> None:
    requests = [CommandRequest(by, SetPhase(phase=phase)) for by, phase in asked]
    execute_batch(ledger, CODE, requests, SYSTEM)


def test_devices_are_numbered_and_their_commands_logged_in_order(ledger: Ledger) -> None:
    first, second = (ledger.number_host_device(CODE, "2027-03-31T09:00") for _ in range(2))
    one, two = Viewer("host", device=first), Viewer("host", device=second)
    phases(ledger, (two, "opening"), (one, "marketplace"))
    ledger.keep_host_action(CODE, HostAction("2027-03-31T12:00", 2, "key_replaced"))

    told = [(action.device, action.name, action.about) for action in ledger.host_actions(CODE)]

    assert told == [
        (1, "signed_in", ""),
        (2, "signed_in", ""),
        (2, "set_phase", "opening"),
        (1, "set_phase", "marketplace"),
        (2, "key_replaced", ""),
    ]
    assert ledger.host_actions("OTHER") == []


def test_what_is_refused_or_done_by_the_server_is_not_logged(ledger: Ledger) -> None:
    phases(ledger, (HOST, "opening"), (Viewer("host", device=1), "no such phase"))

    assert ledger.host_actions(CODE) == []


def test_the_oldest_entries_are_deleted_and_no_number_is_given_twice(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    for of in (sql_host_log, memory_host_log):
        monkeypatch.setattr(of, "MOST_KEPT", 4)
    for _ in range(3):
        ledger.number_host_device(CODE, "2027-03-31T09:00")
    for minute in range(6):
        ledger.keep_host_action(CODE, HostAction(f"2027-03-31T10:0{minute}", 1, "link_made"))

    assert [action.at[-2:] for action in ledger.host_actions(CODE)] == ["02", "03", "04", "05"]
    monkeypatch.undo()
    assert (
        len(ledger.host_actions(CODE)) <= 5
    )  # beside them at most the sign-in of the newest device
    assert ledger.number_host_device(CODE, "2027-03-31T11:00") == 4


def test_two_processes_lose_and_double_no_entry(reopen: Callable[[], SqliteLedger]) -> None:
    ledgers, many, devices = (reopen(), reopen()), 30, list[int]()

    def writes(ledger: Ledger) -> None:
        for minute in range(many):
            devices.append(ledger.number_host_device(CODE, f"2027-03-31T09:{minute:02}"))
            device = Viewer("host", device=devices[-1])
            phases(ledger, (device, ("opening", "marketplace")[minute % 2]))

    threads = [Thread(target=writes, args=(ledger,)) for ledger in ledgers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    told = ledgers[0].host_actions(CODE)
    assert told == ledgers[1].host_actions(CODE)
    assert sorted(devices) == list(range(1, 2 * many + 1))
    assert [one.device for one in told if one.name == "signed_in"] == list(range(1, 2 * many + 1))
    assert sum(one.name == "set_phase" for one in told) == phases_set(ledgers[0])


def phases_set(ledger: Ledger) -> int:
    return sum(change.name == "set_phase" for change in ledger.since(CODE, 0))


def test_a_command_that_is_sent_to_two_processes_is_one_entry(
    reopen: Callable[[], SqliteLedger],
) -> None:
    by = Viewer("host", device=1)
    for ledger in (reopen(), reopen()):
        [answer] = execute_batch(
            ledger, CODE, [CommandRequest(by, SetPhase(phase="opening"), "the same")], SYSTEM
        )
        assert answer["ok"]

    assert [action.name for action in ledger.host_actions(CODE)] == ["set_phase"]


def test_the_log_goes_with_its_gathering(ledger: Ledger) -> None:
    ledger.number_host_device(CODE, "2027-03-31T09:00")

    ledger.purge(CODE)

    assert ledger.host_actions(CODE) == []
    with pytest.raises(UnknownGathering):
        ledger.stream(CODE)
