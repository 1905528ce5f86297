"""Any day at all: whatever people ask for in whatever order, every copy of the gathering stays true."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openspace.domain.commands import wire_name
from openspace.domain.rules import RULES
from tests.domain.act import as_kept, assert_each_can_be_erased, assert_rows_fit
from tests.domain.given import a_gathering
from tests.stories.crowd import NTH, PHOTO, Crowd, kim_places, nth
from tests.support.examples import examples
from tests.support.same import assert_same

NAMES = st.sampled_from(["", "Kim", "Rosa", "Amir"])
TITLES = st.sampled_from(["Carers", "Waiting lists", "Peer support"])
FLAG = st.booleans()
PLACES = st.integers(1, 3)
BEGINNINGS = ["2027-03-31T07:10:00+00:00", "2027-03-31T07:00:00+00:00"]
"""From which everything is hidden: in a day that takes minutes, and in one that takes none."""
Steps = st.SearchStrategy[tuple[str, dict[str, Any]]]


def step(name: str, /, **args: st.SearchStrategy[Any]) -> tuple[str, Steps]:
    """The command's name, and calls of it."""
    return name, st.tuples(st.just(name), st.fixed_dictionaries(args))


STARTS = ["2027-03-31T11:30", "2027-03-31T13:00"]
"""One falls into a slot that is there."""
AT_TEN = "2027-03-31T10:10"
FREE_PLACES = st.sampled_from(["The bench by the pond", "The café", "Oak"])
"""One is a room of the gathering."""
TIMES = st.lists(
    st.fixed_dictionaries(
        {
            "slot": nth("slots"),
            "starts_at": st.sampled_from(["2027-03-31T10:30", "2027-03-31T11:10"]),
            "ends_at": st.sampled_from(["2027-03-31T11:15", "2027-03-31T12:00"]),
        }
    ),
    max_size=2,
)
NOTE = {
    "text": st.sampled_from(["It takes time.", "And tea."]),
    "named": FLAG,
    "initiator_name": NAMES,
}
EVIDENCE = {
    "bearing": st.sampled_from(["confirms", "refutes"]),
    "kind": st.sampled_from(["", "lived", "lived", "carer"]),
    "text": st.sampled_from(["We saw it last year.", "An audit says so."]),
    "named": FLAG,
}
OUTCOMES = st.sampled_from(["", "under_way", "done", "let_go", "could_not"])
ANSWER = {"organisation": st.sampled_from(["The Trust", "The Board"]), "text": st.just("From May.")}
INVITED = st.sampled_from(["ABCDEFGH", "12345678"])
FOLLOWED = st.sampled_from([{}, {"code": "K7MQ2X", "note": "n900"}])
CONTACTS = st.sampled_from(["kim@example.org", "0123 456"])
FLAGGED = {
    table: {
        "table": st.just(table),
        "id": nth(table),
        "words": st.sampled_from(["", "It names my neighbour."]),
        "flagged": st.sampled_from([True, True, False]),
    }
    for table in ("topics", "notes", "evidence", "issues")
}
TAKEN: list[tuple[str, Steps]] = [
    step("join", name=NAMES),
    step("propose_topic", title=TITLES, convener_name=NAMES),
    step("propose_topic", title=TITLES, convener_name=NAMES),
    step("edit_topic", topic=nth("topics"), convener_name=NAMES),
    step("edit_topic", topic=nth("topics"), follows=FOLLOWED),
    step("edit_gathering", announcing=st.sampled_from([True, True, False])),
    step("propose_topic", title=TITLES, read_out=FLAG, announce=FLAG),
    step("queue_announcement", topic=nth("topics"), read_out=FLAG),
    step("queue_announcement", topic=nth("topics")),
    step("leave_queue", topic=nth("topics")),
    step("announce_later", topic=nth("topics")),
    step("call_next"),
    step("call_next", after=nth("announcements")),
    step("end_announcement", after=nth("announcements")),
    step("withdraw_topic", topic=nth("topics")),
    step("restore_topic", topic=nth("topics")),
    step("hide_topic", topic=nth("topics"), hidden=FLAG),
    step("mark_interest", topic=nth("topics"), interested=FLAG),
    step("claim_cell", topic=nth("topics"), room=nth("rooms"), slot=nth("slots"), again=FLAG),
    step("claim_cell", topic=nth("topics"), room=nth("rooms"), slot=nth("slots")),
    step("move_session", session=nth("sessions"), room=nth("rooms"), slot=nth("slots")),
    step(
        "claim_place", topic=nth("topics"), place=FREE_PLACES, starts_at=st.just(AT_TEN), again=FLAG
    ),
    step("claim_place", topic=nth("topics"), place=FREE_PLACES, starts_at=st.sampled_from(STARTS)),
    step("move_to_place", session=nth("sessions"), place=FREE_PLACES, starts_at=st.just(AT_TEN)),
    step("release_session", session=nth("sessions")),
    step("ask_to_meet", session=nth("sessions"), topic=nth("topics")),
    step("offer_swap", session=nth("sessions"), wanted=nth("sessions")),
    step("accept_swap", notice=nth("notices")),
    step("offer_join", session=nth("sessions"), topic=nth("topics")),
    step("offer_join", session=nth("sessions"), topic=nth("topics")),
    step("accept_join", notice=nth("notices")),
    step("accept_join", notice=nth("notices")),
    step("part_session", session=nth("sessions")),
    step("invite_convener", topic=nth("topics"), code=INVITED, invited=FLAG),
    step("invite_convener", topic=nth("topics"), code=INVITED),
    step("accept_convening", code=INVITED, convener_name=NAMES),
    step("accept_convening", code=INVITED, convener_name=NAMES),
    step("leave_topic", topic=nth("topics")),
    step("post_note", session=nth("sessions"), kind=st.just("action"), **NOTE),
    step("post_note", session=nth("sessions"), kind=st.just("photo"), photo=st.just(PHOTO)),
    step("describe_photo", note=nth("notes"), alt=st.just("A flip chart")),
    step("edit_note", note=nth("notes"), **NOTE),
    step("retract_note", note=nth("notes")),
    step("post_note", session=nth("sessions"), kind=st.just("recommendation"), **NOTE),
    step("report_outcome", note=nth("notes"), outcome=OUTCOMES, text=st.just("It runs.")),
    step("report_outcome", note=nth("notes"), outcome=OUTCOMES),
    step("end_action_links", note=nth("notes")),
    step("answer_recommendation", note=nth("notes"), name=NAMES, **ANSWER),
    step("retract_answer", note=nth("notes"), organisation=ANSWER["organisation"]),
    step("offer_entry", note=nth("notes"), title=st.sampled_from(["A letter", "A round"])),
    step("agree_to_offer", offer=nth("offers")),
    step("take_back_offer", offer=nth("offers")),
    step("hide_note", note=nth("notes"), hidden=FLAG),
    step("post_evidence", form=st.just("evidence"), session=nth("sessions"), **EVIDENCE),
    step("post_evidence", form=st.just("evidence"), **EVIDENCE),
    step("post_evidence", form=st.just("thought"), text=st.just("It takes time."), named=FLAG),
    step("post_evidence", form=st.just("thought"), text=st.just("For whom?"), seeded=FLAG),
    step("edit_evidence", evidence=nth("evidence"), **EVIDENCE),
    step("edit_evidence", evidence=nth("evidence"), named=FLAG),
    step("retract_evidence", evidence=nth("evidence")),
    step("hide_evidence", evidence=nth("evidence"), hidden=FLAG),
    step("rest_author", evidence=nth("evidence"), rested=FLAG),
    step("hide_all_by", evidence=nth("evidence"), hidden=FLAG),
    step("report_name", evidence=nth("evidence")),
    step("remove_name", evidence=nth("evidence"), removed=FLAG),
    step("flag", **FLAGGED["topics"]),
    step("flag", **FLAGGED["notes"]),
    step("flag", **FLAGGED["evidence"]),
    step("flag", table=st.just("photos"), id=st.just(PHOTO), flagged=FLAG),
    step("settle_flag", flag=nth("flags")),
    *(
        step("cover", table=st.just(table), id=nth(table), covered=FLAG)
        for table in ("topics", "notes", "evidence", "issues")
    ),
    *(
        step("erase_hidden", table=st.just(table), id=nth(table))
        for table in ("topics", "notes", "evidence", "issues")
    ),
    step("hand_over_notes", session=nth("sessions")),
    step("take_notes", session=nth("sessions"), named=FLAG),
    step("count_people", session=nth("sessions"), people=st.just(12)),
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
    step("wish_for_others", topic=nth("topics"), contact=CONTACTS),
    step("wish_for_others", topic=nth("topics"), contact=CONTACTS),
    step("edit_gathering", was_here=st.just(True)),
    step("was_here", session=nth("sessions")),
    step("was_here", session=nth("sessions")),
    step("forget_visit", visit=nth("visits")),
    step("let_follow"),
    step("let_follow"),
    *[step("follow", following=nth("followings"))] * 2,
    step("end_following", following=nth("followings")),
    step("join_action", note=nth("notes"), named=FLAG, name=st.sampled_from(["", "", "Red"])),
    step("join_action", note=nth("notes"), named=FLAG),
    step("leave_action", note=nth("notes"), name=NAMES),
    step("edit_note", note=nth("notes"), kind=st.sampled_from(["action", "question"])),
    step("edit_gathering", reflections=st.just(True)),
    step("edit_gathering", language=st.sampled_from(["", "en", "en-easy"])),
    step("post_reflection", text=st.just("I leave with a question."), named=FLAG),
    step("wish_for_others", note=nth("notes"), contact=CONTACTS),
    step("withdraw_wish", wish=nth("wishes")),
    step("ask_others", wish=nth("wishes")),
    step("answer_introduction", introduction=nth("introductions"), agreed=FLAG),
    step("remove_name", topic=nth("topics"), removed=FLAG),
    step("set_writing", writing=st.sampled_from(["open", "open", "host"])),
    step("edit_gathering", approval=FLAG),
    step("edit_gathering", wall_view=st.sampled_from(["", "statement"])),
    step(
        "edit_gathering", convergence=st.sampled_from(["", "gallery", "reopened", "dots", "dots"])
    ),
    step("open_convergence"),
    step("name_issue", text=st.sampled_from(["Who answers the phone", "Tea"])),
    step("name_issue", text=st.sampled_from(["Who answers the phone", "Tea"])),
    step("retract_issue", issue=nth("issues")),
    step("hide_issue", issue=nth("issues"), hidden=FLAG),
    step("place_dots", issue=nth("issues"), dots=st.integers(0, 5)),
    step("place_dots", session=nth("sessions"), dots=st.integers(0, 5)),
    step("rest_author", issue=nth("issues"), rested=FLAG),
    step("hide_all_by", issue=nth("issues"), hidden=FLAG),
    step("flag", **FLAGGED["issues"]),
    step("close_convergence"),
    step("propose_topic", title=TITLES, convener_name=NAMES, for_action=st.just(True)),
    step("approve_topic", topic=nth("topics")),
    step("add_room", name=st.just("Ash")),
    step("edit_room", room=nth("rooms"), folded=FLAG),
    step("edit_room", room=nth("rooms"), call_link=st.sampled_from(["", "https://example.org"])),
    step("edit_gathering", home_host=NAMES),
    step("remove_room", room=nth("rooms")),
    step("edit_slot", slot=nth("slots"), given_by=NAMES),
    step("edit_gathering", invitation=st.sampled_from([{}, {"quiet_room": "Library"}])),
    step("edit_gathering", responsible=st.sampled_from([{}, {"controller": "A trust"}])),
    step("edit_slot", slot=nth("slots"), kind=st.sampled_from(["session", "break", "action"])),
    step("add_slot", starts_at=st.sampled_from(STARTS), ends_at=st.just("2027-03-31T14:00")),
    step("remove_slot", slot=nth("slots")),
    step("edit_slots", slots=TIMES),
    step("tell_news"),
    step("tell_news"),
    step("post_news", text=st.just("Tea is ready")),
    step("retract_news", news=nth("news")),
    step("set_doors", joining=st.just("open"), word=st.sampled_from(["", "acorn"])),
    step("edit_gathering", bells=st.sampled_from([[], ["start", "end-5", "end"]])),
    step(
        "edit_gathering", wifi=st.sampled_from([{}, {"name": "Guests", "password": "tea and cake"}])
    ),
    step("skip_bell", slot=nth("slots"), kind=st.just("end-5"), skipped=FLAG),
    step("set_timer", minutes=st.sampled_from([1, 10]), label=st.just("Opening"), longer=FLAG),
    step("stop_timer"),
    step("ring_bell", text=st.sampled_from(["", "Back to the circle"])),
    step("edit_book", credits=st.lists(NAMES, max_size=2)),
    step("confirm_report", topic=nth("topics"), confirmed=FLAG),
    step("publish_book", note=st.just("The first edition")),
    step("edit_gathering", planning=st.just(True), places=st.sampled_from([0, 2, 3])),
    *[step("plan_to_come", places=PLACES, name=NAMES, access=st.sampled_from(["", "A loop"]))] * 3,
    step("cancel_coming"),
    step("answer_access", plan=nth("plans"), arranged=st.sampled_from(["", "It is there."])),
    step("remove_plan", plan=nth("plans")),
    step("remove_new_plans"),
    step("set_phase", phase=st.sampled_from(["marketplace", "sessions", "closing"])),
    step("erase_me", words=FLAG, slowly=FLAG),
    step("erase_item", nth=NTH),
]
STEPS = st.one_of([steps for _, steps in TAKEN])


def test_every_command_has_a_step() -> None:
    of_the_server = {wire_name(command) for command in RULES if command.may == "server"}
    steps = {name for name, _ in TAKEN}
    assert_same(steps | of_the_server, map(wire_name, RULES), "TAKEN, as a step")


@settings(
    max_examples=examples(60),
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(st.tuples(NTH, STEPS), min_size=20, max_size=60), st.integers(0, 30))
def test_any_day_leaves_every_copy_true_for_every_viewer(
    steps: list[tuple[int, tuple[str, dict[str, Any]]]], begin: int
) -> None:
    day = a_gathering(community="Circle")
    day.is_checked = False  # once, when it is over
    crowd = Crowd(day, [day.joins("Kim"), day.joins()], begin)
    sessions = [kim_places(day, crowd.people[0])]

    for who, (name, args) in steps:
        crowd.takes(who, name, args)

    assert sessions
    crowd.sees_what_stands()
    assert_each_can_be_erased(day.gathering, as_kept(day.log), day.typed)
    for change in day.log:
        assert_rows_fit(change)
