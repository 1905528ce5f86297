"""Any day at all: whatever people ask for in whatever order, every copy of the gathering stays true."""

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openspace.domain.refusals import Refused
from tests.domain.act import assert_each_can_be_erased, assert_rows_fit
from tests.domain.copies import assert_copies_are_true
from tests.domain.given import Day, Someone, a_gathering

NAMES = st.sampled_from(["", "Kim", "Rosa", "Amir"])
TITLES = st.sampled_from(["Carers", "Waiting lists", "Peer support"])
FLAG = st.booleans()
NTH = st.integers(0, 6)
BEGINNINGS = ["2027-03-31T07:10:00+00:00", "2027-03-31T07:00:00+00:00"]
"""From which everything is hidden: in a day that takes minutes, and in one that takes none."""


class Nth:
    """The nth row of a table as it is when the step is taken; an unknown one where there is none."""

    def __init__(self, table: str, nth: int) -> None:
        self.table, self.nth = table, nth

    def __repr__(self) -> str:
        return f"{self.table}[{self.nth}]"

    def id(self, day: Day) -> str:
        ids = [row["id"] for row in day.gathering.rows(self.table)]
        return ids[self.nth % len(ids)] if ids else "none"


def nth(table: str) -> st.SearchStrategy[Nth]:
    return NTH.map(lambda n: Nth(table, n))


def step(
    name: str, /, **args: st.SearchStrategy[Any]
) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    return st.tuples(st.just(name), st.fixed_dictionaries(args))


NOTE = {
    "text": st.sampled_from(["It takes time.", "And tea."]),
    "named": FLAG,
    "initiator_name": NAMES,
}
STEPS = st.one_of(
    step("join", name=NAMES),
    step("propose_topic", title=TITLES, convener_name=NAMES),
    step("propose_topic", title=TITLES, convener_name=NAMES),
    step("edit_topic", topic=nth("topics"), convener_name=NAMES),
    step("withdraw_topic", topic=nth("topics")),
    step("restore_topic", topic=nth("topics")),
    step("hide_topic", topic=nth("topics"), hidden=FLAG),
    step("mark_interest", topic=nth("topics"), interested=FLAG),
    step("claim_cell", topic=nth("topics"), room=nth("rooms"), slot=nth("slots"), again=FLAG),
    step("claim_cell", topic=nth("topics"), room=nth("rooms"), slot=nth("slots")),
    step("move_session", session=nth("sessions"), room=nth("rooms"), slot=nth("slots")),
    step("release_session", session=nth("sessions")),
    step("ask_to_meet", session=nth("sessions"), topic=nth("topics")),
    step("offer_swap", session=nth("sessions"), wanted=nth("sessions")),
    step("accept_swap", notice=nth("notices")),
    step("post_note", session=nth("sessions"), kind=st.just("action"), **NOTE),
    step("edit_note", note=nth("notes"), **NOTE),
    step("retract_note", note=nth("notes")),
    step("hide_note", note=nth("notes"), hidden=FLAG),
    step("hand_over_notes", session=nth("sessions")),
    step("take_notes", session=nth("sessions"), named=FLAG),
    step("edit_me", name=NAMES, listed=FLAG, contact=st.just("by post"), contact_listed=FLAG),
    step("edit_gathering", naming=st.sampled_from(["choice", "none"])),
    step("dismiss_notice", notice=nth("notices")),
    step("dismiss_notices", topic=nth("topics")),
    step("mute", notice=nth("notices"), muted=FLAG),
    step("rest_author", topic=nth("topics"), rested=FLAG),
    step("rest_author", note=nth("notes"), rested=FLAG),
    step("hide_all_by", note=nth("notes"), hidden=FLAG),
    step("hide_since", at=st.sampled_from(BEGINNINGS), hidden=FLAG),
    step("report_name", topic=nth("topics")),
    step("remove_name", topic=nth("topics"), removed=FLAG),
    step("set_writing", writing=st.sampled_from(["open", "open", "host"])),
    step("edit_gathering", approval=FLAG),
    step("approve_topic", topic=nth("topics")),
    step("add_room", name=st.just("Ash")),
    step("edit_room", room=nth("rooms"), folded=FLAG),
    step("remove_room", room=nth("rooms")),
    step("edit_slot", slot=nth("slots"), kind=st.sampled_from(["session", "break"])),
    step("remove_slot", slot=nth("slots")),
    step("post_news", text=st.just("Tea is ready")),
    step("ring_bell", text=st.sampled_from(["", "Back to the circle"])),
    step("edit_book", credits=st.lists(NAMES, max_size=2)),
    step("confirm_report", topic=nth("topics"), confirmed=FLAG),
    step("publish_book", note=st.just("The first edition")),
    step("set_phase", phase=st.sampled_from(["marketplace", "sessions"])),
)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(NTH, STEPS), min_size=20, max_size=60), st.integers(0, 30))
def test_any_day_leaves_every_copy_true_for_every_viewer(
    steps: list[tuple[int, tuple[str, dict[str, Any]]]], begin: int
) -> None:
    day = a_gathering()
    day.is_checked = False  # once, when it is over
    people = [day.joins("Kim"), day.joins()]
    sessions = [kim_places(day, people[0])]

    for who, (name, args) in steps:
        if name == "join":
            people.append(day.joins(**args))
        else:
            ask(day, [*people, day.host][who % (len(people) + 1)], name, args)

    assert sessions
    assert_copies_are_true(day.log, begin % len(day.log))
    assert_each_can_be_erased(day.gathering, day.log, day.typed)
    for change in day.log:
        assert_rows_fit(change)
    assert_log_replays(day)


def kim_places(day: Day, kim: Someone) -> str:
    topic = kim.proposes("Reflective groups", convener_name="Kim")
    session = kim.claims(topic, "1A")
    kim.notes(session, "First of all.", named=True)
    return session


def ask(day: Day, someone: Someone, name: str, args: dict[str, Any]) -> None:
    """Half of what is asked at random is refused, which must change nothing."""
    before = json.dumps(day.gathering.tables)
    ready = {k: v.id(day) if isinstance(v, Nth) else v for k, v in args.items()}
    try:
        someone.asks(name, **ready)
    except Refused:
        assert json.dumps(day.gathering.tables) == before


def assert_log_replays(day: Day) -> None:
    replayed = type(day.gathering)()
    for change in day.log:
        replayed = replayed.apply(change)
    assert replayed == day.gathering
