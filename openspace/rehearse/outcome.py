"""The result of a rehearsal: which placements succeeded, and whether every screen shows the same."""

from collections.abc import Mapping
from dataclasses import dataclass

from openspace.client.api import Json
from openspace.client.replica import Replica, differences
from openspace.client.tally import Tally
from openspace.domain.rules.places import place_columns
from openspace.rehearse.script import Cell, Part, Script


@dataclass(frozen=True)
class Contest:
    """A cell that the file gives to several topics: its code, the winner, and (title, new cell) of each
    loser."""

    code: str
    winner: str
    losers: list[tuple[str, str]]


@dataclass(frozen=True)
class Outcome:
    opened: Json
    tally: Tally
    screens: int
    took: float
    placed: int
    misplaced: list[str]
    contests: list[Contest]
    notes_without_session: int
    unnamed_notes: int
    behind: dict[str, int]
    different: dict[str, list[str]]
    unseen: dict[str, int]
    unexpected: dict[tuple[str, str], str]

    @property
    def complete(self) -> bool:
        """Return whether every acknowledged change reached every screen, and all uncontested placements
        succeeded."""
        troubles = (self.misplaced, self.behind, self.different, self.unexpected)
        one_winner_each = all(contest.winner for contest in self.contests)
        return one_winner_each and not any(troubles) and not any(self.unseen.values())


def examine(
    opened: Json,
    script: Script,
    tally: Tally,
    public: Json,
    replicas: Mapping[str, Replica],
    took: float,
) -> Outcome:
    """Compare what the script asked for with the state that everybody sees (`public`) and with the copies on
    all screens (`replicas`, by name). `took`: seconds."""
    holder = {(s["room"], s["slot"]): s for s in public["tables"]["sessions"] if s["room"]}
    placements, misplaced = _placements(script, public, holder)
    head = int(public["seq"])
    last_seen = min(replica.seq for replica in replicas.values())
    return Outcome(
        opened=opened,
        tally=tally,
        screens=len(replicas),
        took=took,
        placed=placements - len(misplaced),
        misplaced=misplaced,
        contests=[_contest(script, cell, holder) for cell in sorted(script.contested)],
        notes_without_session=sum(len(p.notes) for p in script.parts if not p.sessions),
        unnamed_notes=script.unnamed_notes,
        behind={who: head - r.seq for who, r in replicas.items() if r.seq < head},
        different={who: d for who, r in replicas.items() if (d := differences(r, public))},
        unseen={name: sum(seq > last_seen for seq in seqs) for name, seqs in tally.seqs.items()},
        unexpected={key: tally.messages[key] for key in tally.refused if key[1] != "cell_taken"},
    )


def _placements(script: Script, public: Json, holder: dict[Cell, Json]) -> tuple[int, list[str]]:
    """Return the number of placements that nobody contested, and the titles of those that failed: in a cell,
    at a free place, or in the session of another topic."""
    sessions = public["tables"]["sessions"]
    uncontested = [
        (part, cell) for part in script.parts for cell in part.cells if cell not in script.contested
    ]
    misplaced = [
        part.topic.title
        for part, cell in uncontested
        if holder.get(cell, {}).get("topic") != part.id or not part.id
    ]
    elsewhere = [(part, place) for part in script.parts for place in part.places]
    zone = public["gathering"]["timezone"]
    there = {(s["topic"], s["place"], s["starts_at"], s["ends_at"]) for s in sessions}
    misplaced += [
        part.topic.title
        for part, place in elsewhere
        if (part.id, *place_columns(*place, zone).values()) not in there
    ]
    joined = {s["joined"] for s in sessions if s["joined"]}
    misplaced += [part.topic.title for part, _ in script.joins if part.id not in joined]
    return len(uncontested) + len(elsewhere) + len(script.joins), misplaced


def _contest(script: Script, cell: Cell, holder: dict[Cell, Json]) -> Contest:
    session = holder.get(cell, {})
    rivals = script.rivals(cell)
    winner = next((part for part in rivals if part.id and part.id == session.get("topic")), None)
    losers = [(part.topic.title, _where(part, holder)) for part in rivals if part is not winner]
    return Contest(session.get("code", ""), winner.topic.title if winner else "", losers)


def _where(part: Part, holder: dict[Cell, Json]) -> str:
    return next((s["code"] for s in holder.values() if s["topic"] == part.id), "")
