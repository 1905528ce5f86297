"""Files of which a few places are changed, removed, doubled or exchanged."""

import copy
from typing import Any

from hypothesis import strategies as st

_LARGE = ("tables", "changes")
JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(
        [
            *("", " ", "junk", "host", "somebody", "p2", "t9", "s9-2", "r1.2", "sl1", "closed"),
            *("javascript:alert(1)", "2026-11-24", "2026-02-30", "9999-12-31T23:59:59+00:00"),
            *("0001-01-01T00:00:00+23:59", "2026-11-24T10:00:00Z", "Europe/London", "\ud800"),
            *("<script>", "x" * 30_000, "none", "session", "photo", "A", "1A", "__proto__"),
        ]
    ),
    st.lists(st.integers(0, 9) | st.text(max_size=3), max_size=3),
    st.dictionaries(st.sampled_from(["id", "credits", "2026-11-24", "x"]), st.none(), max_size=2),
)


@st.composite
def spoilt_trees(draw: st.DrawFn, *of: dict[str, Any]) -> dict[str, Any]:
    """One of `of` in which up to three places are changed, taken away, doubled or exchanged."""
    file = copy.deepcopy(draw(st.sampled_from(of)))
    for _ in range(draw(st.integers(1, 3))):
        place, key = draw(places(file))
        how = draw(st.sampled_from(["change", "change", "remove", "double", "exchange"]))
        if how == "change":
            place[key] = draw(JUNK)
        elif how == "remove":
            del place[key]
        elif how == "double" and isinstance(place, list):
            place.append(copy.deepcopy(place[key]))
        else:
            other, its = draw(places(file))
            place[key], other[its] = copy.deepcopy(other[its]), copy.deepcopy(place[key])
    return file


@st.composite
def places(draw: st.DrawFn, file: Any) -> tuple[Any, Any]:
    file = file or {"format": None}
    key = draw(st.sampled_from([key for key in _LARGE if key in file] or sorted(file)))
    place = file
    if not draw(st.integers(0, 9)):
        key = draw(st.sampled_from(sorted(file)))
    while isinstance(place[key], dict | list) and place[key] and draw(st.integers(0, 9)):
        place = place[key]
        keys = range(len(place)) if isinstance(place, list) else sorted(place, key=str)
        key = draw(st.sampled_from(list(keys)))
    return place, key
