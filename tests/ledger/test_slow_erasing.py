"""What an author wants to be removed bit by bit leaves the schedule when it went."""

from openspace.domain.rules.erasing import EraseItem
from openspace.domain.rules.people import EraseMe
from openspace.domain.viewer import HOST, PUBLIC, Viewer
from openspace.ledger.port import Ledger
from openspace.service.clock import SYSTEM
from openspace.service.turn import CommandRequest, execute_batch
from tests.ledger.acts import CODE, asks, joins, proposes

EVER = "9999"


def test_an_issue_that_went_does_not_hold_up_the_topics(ledger: Ledger) -> None:
    kim = joins(ledger, "Kim")
    proposes(ledger, kim, "Carers")
    asks(ledger, HOST, "edit_gathering", convergence="dots")
    asks(ledger, HOST, "set_phase", phase="sessions")
    asks(ledger, HOST, "open_convergence")
    assert asks(ledger, kim, "name_issue", text="Who answers the phone")["ok"]
    does(ledger, kim, EraseMe(words=True, slowly=True))
    assert [table for table, _ in ledger.leaving(CODE, EVER)] == ["issues", "topics"]

    for table in ("issues", "topics"):
        [(first, id), *_] = ledger.leaving(CODE, EVER)
        assert first == table
        does(ledger, PUBLIC, EraseItem(table=table, id=id))

    assert ledger.leaving(CODE, EVER) == []
    assert not ledger.load(CODE).rows("topics")


def does(ledger: Ledger, by: Viewer, command: EraseMe | EraseItem) -> None:
    [answer] = execute_batch(ledger, CODE, [CommandRequest(by, command)], SYSTEM)
    assert answer["ok"]
