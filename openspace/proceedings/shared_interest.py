"""Which topics shared interested people: pairs of topics for the book, and no people."""

from itertools import combinations

from openspace.domain.gathering import Gathering
from openspace.proceedings.contents import FEWEST


def shared_by_many(gathering: Gathering) -> list[tuple[str, str]]:
    """Pairs of topic ids that FEWEST conveners or more were interested in both.

    None where nobody is to be named, since a mark of interest is a trace of who was there. None before the
    gathering is closed, while marks can still be set to see what changes. Only conveners of sessions on the
    wall count: identities are free, so that four of them that mark everything would show what a fifth
    person marked; a session on the wall is seen by everybody, and the host can hide it.
    """
    about = gathering.about
    if about["naming"] == "none" or about["phase"] != "closed":
        return []
    conveners = _conveners(gathering)
    bits: dict[str, int] = {}
    # topic → its people as bits: any number of marks is counted fast
    interested: dict[str, int] = {}
    for row in gathering.rows("interests"):
        if row["person"] in conveners:
            bit = bits.setdefault(row["person"], 1 << len(bits))
            interested[row["topic"]] = interested.get(row["topic"], 0) | bit
    enough = {topic: who for topic, who in interested.items() if who.bit_count() >= FEWEST}
    return [
        (one, other)
        for one, other in combinations(enough, 2)
        if (enough[one] & enough[other]).bit_count() >= FEWEST
    ]


def _conveners(gathering: Gathering) -> set[str]:
    """Ids of the people whose topic stands on the wall."""
    placed = {session["topic"] for session in gathering.rows("sessions")}
    return {
        topic["convener"]
        for topic in gathering.rows("topics")
        if topic["id"] in placed and not (topic["hidden"] or topic["withdrawn"])
    } - {None}
