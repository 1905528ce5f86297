"""Any order of commands of a community leaves every viewer's copy true, and its log tells the same rows."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openspace.domain.command import Command, wire_name
from openspace.domain.community.deciding import decide
from openspace.domain.community.opening import open_community
from openspace.domain.community.rules import RULES
from openspace.domain.community.stream import Community
from openspace.domain.refusals import Refused
from openspace.domain.taken_back import cleaned_change
from openspace.domain.viewer import HOST
from tests.domain.community.test_rules import AT, Circle
from tests.support.examples import examples

CODES = st.sampled_from(["K7MQ2X", "ABCD23"])
TEXTS = st.sampled_from(["", "It takes time.", "And tea."])
TITLES = st.sampled_from(["A letter", "A round"])
CONTACTS = st.sampled_from(["kim@example.org", "rosa@example.org"])
FLAGS = st.booleans()
NTH = st.integers(0, 3)
ITEMS = st.lists(st.sampled_from(["K7MQ2X/notes/n9", "ABCD23/evidence/ev4"]), max_size=2)


class Id:
    """The id of the nth row of a table, when the command is sent."""

    def __init__(self, table: str, nth: int) -> None:
        self.table, self.nth = table, nth

    def of(self, community: Community) -> str:
        ids = [row["id"] for row in community.rows(self.table)]
        return str(ids[self.nth % len(ids)]) if ids else "none"


def nth(table: str) -> st.SearchStrategy[Id]:
    return NTH.map(lambda number: Id(table, number))


STEPS: dict[str, dict[str, Any]] = {
    "edit_community": {"name": TITLES, "about": TEXTS, "controller": TEXTS, "listed": FLAGS},
    "accept_gathering": {"code": CODES},
    "remove_gathering": {"code": CODES},
    "keep_in_series": {
        "code": CODES,
        "title": TITLES,
        "first_day": st.just("2026-03-05"),
        "last_day": st.just("2026-03-05"),
        "venue": TEXTS,
    },
    "put_part": {
        "gathering": CODES,
        "offer": st.sampled_from(["of1", "of2"]),
        "entry": nth("entries"),
        "kind": st.sampled_from(["story", "tool", "practice"]),
        "title": TITLES,
        **dict.fromkeys(("problem", "practice", "helps_when", "not_when", "shown_as"), TEXTS),
        **dict.fromkeys(("gathering_title", "session", "session_title"), TEXTS),
    },
    "drop_part": {"part": nth("parts")},
    "hide_part": {"part": nth("parts"), "hidden": FLAGS, "reason": TEXTS},
    "put_contact": {"contact": CONTACTS, "key": st.just("k"), "id": nth("contacts")},
    "remove_contact": {"contact": nth("contacts")},
    "put_companion": {
        "entry": nth("entries"),
        "contact": CONTACTS,
        "key": st.just("k"),
        "id": st.one_of(st.just(""), nth("companions")),
    },
    "agree_to_meet": {"id": nth("companions")},
    "drop_companion": {"id": nth("companions")},
    "make_brief": {"title": TITLES, "introduction": TEXTS},
    "edit_brief": {"brief": nth("briefs"), "items": ITEMS, "published": FLAGS},
    "remove_brief": {"brief": nth("briefs")},
    "forget_items": {"items": ITEMS},
}
BY_NAME: dict[str, type[Command]] = {wire_name(command): command for command in RULES}
DAY = st.lists(
    st.one_of(
        *(st.tuples(st.just(name), st.fixed_dictionaries(args)) for name, args in STEPS.items())
    ),
    max_size=30,
)


def test_every_command_has_a_step() -> None:
    assert set(STEPS) == set(BY_NAME)


@given(DAY)
@settings(max_examples=examples(150), deadline=None, suppress_health_check=list(HealthCheck))
def test_any_day_leaves_every_copy_true(day: list[tuple[str, dict[str, Any]]]) -> None:
    circle = Circle()
    log = [open_community({"name": "The circle"}, AT)]
    for name, args in day:
        found = {n: v.of(circle.community) if isinstance(v, Id) else v for n, v in args.items()}
        try:
            change, _ = decide(circle.community, BY_NAME[name](**found), HOST, AT)
        except Refused:
            continue
        if circle.apply(change):
            log.append(change)

    today = circle.community
    assert Community().replay(log).tables == today.tables
    cleaned = [cleaned_change(change, today) for change in log]
    assert Community().replay(cleaned).tables == today.tables
    left = {row["contact"] for table in ("contacts", "companions") for row in today.rows(table)}
    gone = {"kim@example.org", "rosa@example.org"} - left
    assert not any(contact in str(cleaned) for contact in gone)
