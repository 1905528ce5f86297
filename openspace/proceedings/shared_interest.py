"""Which topics shared interested people. Whom is never told: a book learns pairs of topics, and no people."""

from itertools import combinations

from openspace.domain.gathering import Gathering
from openspace.proceedings.contents import FEWEST


def shared_by_many(gathering: Gathering) -> list[tuple[str, str]]:
    """Pairs of topics (their ids) that FEWEST people or more are interested in both; none where nobody
    is to be named, since a mark of interest is a trace of who was there."""
    if gathering.about.get("naming") == "none":
        return []
    bits: dict[str, int] = {}
    interested: dict[
        str, int
    ] = {}  # topic → its people as bits: any number of marks is counted fast
    for row in gathering.rows("interests"):
        bit = bits.setdefault(row["person"], 1 << len(bits))
        interested[row["topic"]] = interested.get(row["topic"], 0) | bit
    enough = {topic: who for topic, who in interested.items() if who.bit_count() >= FEWEST}
    return [
        (one, other)
        for one, other in combinations(enough, 2)
        if (enough[one] & enough[other]).bit_count() >= FEWEST
    ]
