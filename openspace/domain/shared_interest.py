"""Pairs of topics with shared interest, for the book. They contain no people."""

from itertools import combinations

from openspace.domain.gathering import Gathering, conveners_of

FEWEST = 5
"""Below this number of people neither a number nor its subject is revealed."""

Pairs = list[tuple[str, str]]


def shared_by_many(gathering: Gathering) -> Pairs:
    """Return pairs of topic ids that FEWEST or more conveners are both interested in. They are stored in the
    gathering's row (`web_of_topics`) when it is closed for the first time, and never computed again.

    If they could be computed again after hiding a topic, the difference would reveal what its convener
    marked. Only conveners with a session on the wall count. Identities are free, so four fake ones that mark
    everything would reveal what a fifth person marked; but a session on the wall is visible to everybody.
    """
    placed = {topic["id"] for s in gathering.placed for topic in gathering.topics_of(s)}
    conveners = {
        id
        for topic in gathering.rows("topics")
        if topic["id"] in placed and not (topic["hidden"] or topic["withdrawn"])
        for id in conveners_of(topic)
    }
    return _shared_by(conveners, gathering)


def pairs_to_show(gathering: Gathering) -> Pairs:
    """Return the stored pairs that FEWEST conveners are still interested in.

    Whether their topics are still on the wall does not count, because the host can change that. There are
    none while the gathering is open, or if it names nobody, because a mark of interest shows that somebody
    was there.
    """
    about = gathering.info
    if about["naming"] == "none" or about["phase"] != "closed":
        return []
    conveners = {id for topic in gathering.rows("topics") for id in conveners_of(topic)}
    still = set(_shared_by(conveners, gathering))
    kept = map(tuple, about["web_of_topics"].get("pairs", ()))
    return [pair for pair in kept if pair in still]


def _shared_by(people: set[str], gathering: Gathering) -> Pairs:
    bits: dict[str, int] = {}
    # topic → its people as a bit set, which makes counting fast
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
