"""The cache with an end."""

from openspace.runtime.lru_cache import LruCache


def test_recent_drops_what_was_used_longest_ago() -> None:
    kept: LruCache[str, int] = LruCache(2)
    kept.put("a", 1)
    kept.put("b", 2)
    kept.get("a")

    kept.put("c", 3)

    assert (kept.get("a"), kept.get("b"), kept.get("c")) == (1, None, 3)


def test_recent_never_drops_what_is_in_use() -> None:
    kept: LruCache[str, int] = LruCache(1, lambda key: key == "a")
    for nth, key in enumerate("abcd"):
        kept.put(key, nth)

    assert (kept.get("a"), kept.get("c"), kept.get("d")) == (0, None, 3)


def test_recent_forgets_what_is_popped() -> None:
    kept: LruCache[str, int] = LruCache(2)
    kept.put("a", 1)

    assert (kept.pop("a"), kept.pop("a"), "a" in kept) == (1, None, False)
