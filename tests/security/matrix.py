"""The rows of a matrix: who may do what."""

from collections.abc import Sequence

from tests.security.scene import ASKERS

NO = "not_allowed"


def rows(table: str) -> list[tuple[str, dict[str, str]]]:
    return rows_of(table, ASKERS)


def rows_of(table: str, askers: Sequence[str]) -> list[tuple[str, dict[str, str]]]:
    """What is in front of the cells, and asker → cell, for each line of the table."""
    _, *lines = [line.split() for line in table.splitlines() if line.strip()]
    found = []
    for words in lines:
        name, cells = words[: -len(askers)], words[-len(askers) :]
        assert name, f"{words} has no cell for each of {askers}"
        found.append((" ".join(name), dict(zip(askers, cells, strict=True))))
    return found
