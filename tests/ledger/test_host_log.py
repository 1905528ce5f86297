"""What the port HostLog promises. Each test runs on every ledger."""

import pytest

from openspace.domain.host_actions import HostAction
from openspace.domain.rules.facilitation import SetPhase
from openspace.domain.viewer import HOST, Viewer
from openspace.ledger.port import Ledger, UnknownGathering
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


def test_the_log_goes_with_its_gathering(ledger: Ledger) -> None:
    ledger.number_host_device(CODE, "2027-03-31T09:00")

    ledger.purge(CODE)

    assert ledger.host_actions(CODE) == []
    with pytest.raises(UnknownGathering):
        ledger.stream(CODE)
