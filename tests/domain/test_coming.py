"""“I plan to come”: what is planned, and who learns of it."""

from datetime import timedelta

from openspace.domain.anonymise import anonymised
from openspace.domain.audience import HOST, PUBLIC, see_change
from openspace.domain.coming import counts, is_removed, listed, plan_of
from openspace.domain.my_data import my_data
from openspace.domain.rules.coming import AnswerAccess, PlanToCome, RemoveNewPlans, RemovePlan
from openspace.domain.taken_back import cleaned_change
from tests.domain.given import DAWN, Day, Someone, a_gathering, refused
from tests.domain.planned import LOOP, a_planned_day

BEFORE = DAWN - timedelta(days=30)


def host_reads(day: Day, days: int = 0) -> list[tuple[str, str, str]]:
    """(name, needs, answer) of each plan that the host may read so many days before the gathering."""
    rows, _ = listed(day.gathering, (DAWN - timedelta(days=days)).isoformat())
    return [(row["name"], row["access"], row["arranged"]) for row in rows]


def answers(day: Day, person: Someone, arranged: str) -> None:
    row = plan_of(day.gathering, person.id)
    assert row
    day.do(HOST, AnswerAccess(plan=row["id"], arranged=arranged))


# --- planning


def test_plan_is_seen_by_its_owner_alone() -> None:
    day = a_planned_day()
    kim, rosa = day.joins("Kim"), day.joins()

    result = kim.asks("plan_to_come", places=2, name="K.", access=LOOP)

    [row] = kim.sees("plans")
    assert (row["places"], row["name"], row["access"], row["waiting"]) == (2, "K.", LOOP, False)
    assert result == {"plan": row["id"], "waiting": False}
    for other in (rosa, day.host, day.anyone):
        assert other.sees("plans") == []


def test_change_of_a_plan_looks_like_a_mark_of_interest_to_all_others() -> None:
    day = a_planned_day(places=1)
    kim, rosa = day.joins(), day.joins()
    topicless = {"puts": {}, "drops": {}, "by": None}
    for who, name in (
        (kim, "plan_to_come"),
        (rosa, "plan_to_come"),
        (kim, "cancel_coming"),
    ):
        who.asks(name)
        for viewer in (PUBLIC, HOST):
            seen = see_change(day.gathering, day.log[-1], viewer)
            assert {key: seen[key] for key in topicless} == topicless
            assert seen["name"] == "mark_interest"


def test_what_is_not_given_again_stays() -> None:
    day = a_planned_day()
    kim = day.joins()
    kim.asks("plan_to_come", places=3, name="K.", access=LOOP)

    kim.asks("plan_to_come", access="")
    kim.asks("plan_to_come")

    [row] = kim.sees("plans")
    assert (row["places"], row["name"], row["access"]) == (3, "K.", "")


def test_plan_that_cannot_be_is_refused() -> None:
    day = a_planned_day()
    kim = day.joins()
    for places in (0, 5, -1):
        with refused("out_of_range", field="places"):
            kim.asks("plan_to_come", places=places)
    with refused("too_long", field="needs"):
        kim.asks("plan_to_come", access="x" * 1_001)
    with refused("not_allowed", why="join"):
        day.anyone.asks("plan_to_come")
    with refused("not_allowed", why="join"):
        day.host.asks("plan_to_come")


def test_planning_is_off_until_the_host_wants_it_and_ends_with_the_lobby() -> None:
    day = a_gathering()
    kim = day.joins()
    with refused("not_now", why="no_planning"):
        kim.asks("plan_to_come")
    day.host.asks("edit_gathering", planning=True)
    kim.asks("plan_to_come")
    day.host.asks("set_phase", phase="opening")

    with refused("not_now", why="planning_over"):
        kim.asks("plan_to_come", places=2)
    kim.asks("cancel_coming")
    assert kim.sees("plans") == []


def test_who_plans_brings_evidence_ahead_and_no_topics() -> None:
    day = a_planned_day()
    kim = day.joins()
    kim.asks("plan_to_come")

    assert kim.asks("post_evidence", form="evidence", bearing="both", text="An audit.")["evidence"]
    with refused("not_now", why="ahead"):
        kim.proposes("Carers")
    day.host.asks("set_phase", phase="opening")
    assert kim.proposes("Carers")


def test_who_only_planned_is_neither_named_nor_listed() -> None:
    day = a_planned_day()
    day.joins().asks("plan_to_come", name="Kim Example")

    assert day.anyone.sees("people") == day.host.sees("people") == []


# --- what the host reads


def test_host_reads_a_plan_on_the_day_after_it_was_written() -> None:
    day = a_gathering(planning=True, starts_on="2027-05-03", ends_on="2027-05-03", slots=[])
    kim = day.joins()
    kim.asks("plan_to_come", access=LOOP)
    evening, morning = "2027-03-31T22:59:59+00:00", "2027-03-31T23:00:00+00:00"

    assert listed(day.gathering, evening) == ([], 1)
    [row], new = listed(day.gathering, morning)  # London is an hour ahead
    assert (row["access"], new) == (LOOP, 0)

    # What was read stays until other words are written. Those are new.
    answers(day, kim, "It is in Oak.")
    assert len(listed(day.gathering, morning)[0]) == 1
    later = DAWN + timedelta(days=1)
    day.do(kim.who, PlanToCome(access="The loop, please."), at=later)
    assert listed(day.gathering, later.isoformat()) == ([], 1)


def test_host_reads_all_on_the_day_itself() -> None:
    day = a_planned_day()
    day.joins().asks("plan_to_come", access=LOOP)

    assert listed(day.gathering, BEFORE.isoformat())[1] == 1
    assert host_reads(day) == [("", LOOP, "")]


def test_order_of_the_hosts_list_depends_on_its_words_alone() -> None:
    texts = [("Ann", ""), ("", LOOP), ("Zoë", "A ramp"), ("", "")]
    read = []
    for order in (texts, texts[::-1]):
        day = a_planned_day()
        for name, access in order:
            day.joins().asks("plan_to_come", name=name, access=access)
        read.append(host_reads(day))

    assert read[0] == read[1]
    # What waits for an answer is first.
    assert [access for _, access, _ in read[0]] == [LOOP, "A ramp", "", ""]


def test_answer_goes_to_who_asked_and_to_nobody_else() -> None:
    day = a_planned_day()
    kim, rosa = day.joins(), day.joins()
    kim.asks("plan_to_come", access=LOOP)
    rosa.asks("plan_to_come", access=LOOP)

    answers(day, kim, " It is in Oak. ")

    assert kim.sees("plans")[0]["arranged"] == "It is in Oak."
    assert rosa.sees("plans")[0]["arranged"] == ""
    assert see_change(day.gathering, day.log[-1], rosa.who)["puts"] == {}
    kim.asks("plan_to_come", access="And a quiet corner.")
    assert kim.sees("plans")[0]["arranged"] == ""


def test_host_answers_no_plan_that_is_gone() -> None:
    day = a_planned_day()
    for command in (AnswerAccess(plan="plan9", arranged="x"), RemovePlan(plan="plan9")):
        with refused("unknown_plan"):
            day.do(HOST, command)
    with refused("not_allowed", why="host_only"):
        day.do(day.joins().who, AnswerAccess(plan="plan9", arranged="x"))


def test_host_takes_off_what_somebody_filled_the_list_with() -> None:
    day = a_gathering(planning=True, places=9, starts_on="2027-05-03", slots=[])
    kim, rosa, amir = day.joins(), day.joins(), day.joins()
    kim.asks("plan_to_come")
    later = DAWN + timedelta(days=1)
    for one in (rosa, amir):
        day.do(one.who, PlanToCome(places=4), at=later)

    day.do(HOST, RemoveNewPlans(), at=later)

    assert counts(day.gathering).coming == 1
    for one in (rosa, amir):
        assert one.told == [
            "The facilitator has taken your plan to come off the list. Please talk to them."
        ]
        assert is_removed(day.gathering, one.id)
        one.asks("plan_to_come")
        assert not is_removed(day.gathering, one.id)
    assert kim.told == []


def test_removal_tells_its_owner_and_who_moves_up() -> None:
    day = a_planned_day(places=1)
    kim, rosa = day.joins(), day.joins()
    kim.asks("plan_to_come")
    rosa.asks("plan_to_come")
    plan = plan_of(day.gathering, kim.id)
    assert plan

    day.do(HOST, RemovePlan(plan=plan["id"]))

    assert len(kim.told) == len(rosa.told) == 1
    assert "off the list" in kim.told[0]
    assert "your place now" in rosa.told[0]


# --- taken back


def test_plan_that_is_taken_back_is_in_no_row_and_in_no_log() -> None:
    day = a_planned_day()
    kim, rosa = day.joins(), day.joins()
    for one in (kim, rosa):
        one.asks("plan_to_come", name="K.", access=LOOP)
        answers(day, one, "In Oak.")
    kim.asks("plan_to_come", access="")
    kim.asks("cancel_coming")
    plan = plan_of(day.gathering, rosa.id)
    assert plan
    day.do(HOST, RemovePlan(plan=plan["id"]))

    log = [cleaned_change(change, day.gathering) for change in day.log]
    kept = str([list(day.gathering.rows("plans")), [change.puts for change in log]])

    for said in ("K.", LOOP, "In Oak."):
        assert said not in kept


def test_plan_is_in_the_data_of_its_owner_and_in_no_export_of_the_host() -> None:
    day = a_planned_day()
    kim, rosa = day.joins(), day.joins()
    kim.asks("plan_to_come", name="K.", access=LOOP)

    assert [row["access"] for row in my_data(day.gathering, kim.id)["plans"]] == [LOOP]
    assert my_data(day.gathering, rosa.id)["plans"] == []
    without, log = anonymised(day.gathering, day.log)
    assert list(without.rows("plans")) == []
    assert LOOP not in str([change.puts for change in log])
