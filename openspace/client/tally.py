"""The measurements of a rehearsal: sent, acknowledged, refused, seen, and the times."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from time import perf_counter


@dataclass
class Tally:
    """Counts by command name; times in seconds."""

    sent: Counter[str] = field(default_factory=Counter)
    acknowledged: Counter[str] = field(default_factory=Counter)
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)
    messages: dict[tuple[str, str], str] = field(default_factory=dict)
    seqs: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    answer_times: list[float] = field(default_factory=list)
    claims_sent_at: dict[int, float] = field(default_factory=dict)
    times_seen: Counter[int] = field(default_factory=Counter)
    last_seen_at: dict[int, float] = field(default_factory=dict)
    sent_again: int = 0
    waited: int = 0
    """How often the server asked to wait (`too_many` with `again_in`)."""
    reconnects: int = 0
    resyncs: int = 0
    began: float = field(default_factory=perf_counter)

    def acknowledge(self, name: str, seq: int, sent_at: float) -> None:
        self.acknowledged[name] += 1
        self.seqs[name].append(seq)
        self.answer_times.append(perf_counter() - sent_at)
        if name in ("claim_cell", "claim_place"):
            self.claims_sent_at[seq] = sent_at

    def refuse(self, name: str, code: str, message: str, sent_at: float) -> None:
        self.refused[name, code] += 1
        self.messages.setdefault((name, code), message)
        self.answer_times.append(perf_counter() - sent_at)

    def saw(self, seq: int) -> None:
        """Count one more screen that has reached `seq`."""
        self.times_seen[seq] += 1
        self.last_seen_at[seq] = perf_counter()

    def claim_to_last_screen(self, screens: int) -> list[float]:
        """Return the time from sending to the last screen, for each claim that every screen has received."""
        return [
            self.last_seen_at[seq] - sent_at
            for seq, sent_at in self.claims_sent_at.items()
            if self.times_seen[seq] >= screens
        ]


def quantile(times: list[float], share: float) -> float:
    """Return the value below which `share` of `times` lie; 0 if there are none."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0
