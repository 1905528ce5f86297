"""The result of a fault: figures, and the bounds that each has to keep."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Verdict:
    """`zero` names figures that must be 0, `most` and `least` their bounds."""

    name: str
    figures: dict[str, Any]
    zero: tuple[str, ...] = ()
    most: dict[str, float] = field(default_factory=dict)
    least: dict[str, float] = field(default_factory=dict)

    def plus(self, other: "Verdict") -> "Verdict":
        """Both parts as one: counts add up, and of what is measured (floats) the worse one stands."""

        def both(mine: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
            measured = {name for name, value in self.figures.items() if isinstance(value, float)}
            return {
                name: max(value, theirs[name]) if name in measured else value + theirs[name]
                for name, value in mine.items()
            }

        figures, least = both(self.figures, other.figures), both(self.least, other.least)
        return Verdict(self.name, figures, tuple(self.zero), self.most, least)

    @property
    def broken(self) -> list[str]:
        """The promises that did not hold; empty when all did."""
        found = [f"{name}: {self.figures[name]}" for name in self.zero if self.figures[name]]
        found += [
            f"{n}: {self.figures[n]} > {m}" for n, m in self.most.items() if self.figures[n] > m
        ]
        found += [
            f"{n}: {self.figures[n]} < {m}" for n, m in self.least.items() if self.figures[n] < m
        ]
        return found

    def __str__(self) -> str:
        figures = " · ".join(f"{name} {value}" for name, value in self.figures.items())
        return f"{'BROKEN' if self.broken else 'holds'}: {self.name}: {figures}"


def percentile(values: list[float], nth: float) -> float:
    """0 of nothing."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * nth / 100))] if ordered else 0.0
