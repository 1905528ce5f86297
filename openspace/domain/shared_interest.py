"""Which topics shared interested people: pairs of topics for the book, and no people."""

from itertools import combinations

from openspace.domain.gathering import Gathering

FEWEST = 5
"""People, below which no number is told, nor what it is about."""

Pairs = list[tuple[str, str]]


def shared_by_many(gathering: Gathering) -> Pairs:
    """Pairs of topic ids that FEWEST conveners or more are interested in both, to be kept in the
    gathering's row (`web_of_topics`) when it is closed for the first time, and never again.

    Who could hide a topic and count anew would learn from the difference what its convener marked. Only
    conveners of sessions on the wall count: identities are free, so that four of them that mark everything
    would show what a fifth person marked; a session on the wall is seen by everybody.
    """
    placed = {session["topic"] for session in gathering.placed}
    conveners = {
        topic["convener"]
        for topic in gathering.rows("topics")
        if topic["convener"]
        and topic["id"] in placed
        and not (topic["hidden"] or topic["withdrawn"])
    }
    return _shared_by(conveners, gathering)


def pairs_to_show(gathering: Gathering) -> Pairs:
    """Those that were kept, less those that FEWEST conveners are not interested in any more.

    For these it does not count whether their topics are on the wall, which the host can change. None where
    nobody is to be named, since a mark of interest is a trace of who was there, and none while the
    gathering is open.
    """
    about = gathering.info
    if about["naming"] == "none" or about["phase"] != "closed":
        return []
    conveners = {id for topic in gathering.rows("topics") if (id := topic["convener"])}
    still = set(_shared_by(conveners, gathering))
    kept = map(tuple, about["web_of_topics"].get("pairs", ()))
    return [pair for pair in kept if pair in still]


def _shared_by(people: set[str], gathering: Gathering) -> Pairs:
    bits: dict[str, int] = {}
    # topic → its people as bits: any number of marks is counted fast
    interested: dict[str, int] = {}
    for row in gathering.rows("interests"):
        if row["person"] in people:
            bit = bits.setdefault(row["person"], 1 << len(bits))
            interested[row["topic"]] = interested.get(row["topic"], 0) | bit
    enough = {topic: who for topic, who in interested.items() if who.bit_count() >= FEWEST}
    return [
        (one, other)
        for one, other in combinations(sorted(enough), 2)
        if (enough[one] & enough[other]).bit_count() >= FEWEST
    ]
