"""Compares a list that is kept by hand with what it must have."""

from collections.abc import Iterable


def assert_same(kept: Iterable[str], right: Iterable[str], where: str) -> None:
    """Fail with what is missing and what is too much, and `where` to change it."""
    is_kept, is_right = set(kept), set(right)
    missing, left = is_right - is_kept, is_kept - is_right

    assert not missing, f"add {', '.join(sorted(missing))} to {where}"
    assert not left, f"remove {', '.join(sorted(left))} from {where}"
