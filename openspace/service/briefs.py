"""Removes references to what gatherings do not have any more from the briefs of communities."""

from openspace.domain.community.briefs import ForgetItems, gathering_of
from openspace.domain.community.stream import Community
from openspace.domain.viewer import HOST
from openspace.ledger.port import Ledger, UnknownGathering
from openspace.service.clock import Clock
from openspace.service.isolation import isolated
from openspace.service.turn import CommandRequest, execute_batch


def forget_what_is_gone(ledger: Ledger, clock: Clock) -> None:
    """Remove them from each community. Nothing is shown by such a reference, but it would tell how many items
    of a gathering were erased, and its id in which change each was made."""
    for one in ledger.communities():
        with isolated(one.code):
            if gone := _gone(ledger, ledger.community(one.code)):
                request = CommandRequest(HOST, ForgetItems(items=gone))
                execute_batch(ledger, one.code, [request], clock)


def _gone(ledger: Ledger, community: Community) -> list[str]:
    """Return the items whose row is gone. What is hidden or covered may come back."""
    items = {item for brief in community.briefs for item in brief["items"]}
    gone: list[str] = []
    for code in {gathering_of(item) for item in items}:
        of_it = [item for item in items if gathering_of(item) == code]
        with isolated(code):
            try:
                gathering = ledger.load(code)
            except UnknownGathering:
                gone += of_it
                continue
            gone += [item for item in of_it if not gathering.row(*item.split("/")[1:])]
    return sorted(gone)
