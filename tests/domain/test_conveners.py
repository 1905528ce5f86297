"""A second convener has the same rights, and without a name nobody else can tell that there is one."""

import pytest

from openspace.domain.anonymise import anonymised
from openspace.domain.audience import HOST, PUBLIC, see, see_change
from openspace.domain.catching_up import without_repeats
from tests.domain.convening import invites, together
from tests.domain.copies import assert_copies_are_true
from tests.domain.given import Day, Someone, refused


def test_second_convener_has_the_same_rights(day: Day, kim: Someone, rosa: Someone) -> None:
    topic = together(kim, rosa)

    session = rosa.claims(topic, "1A")
    rosa.moves(session, "1B")
    rosa.asks("edit_topic", topic=topic, title="Carers and others")
    rosa.asks("take_notes", session=session)
    rosa.asks("hand_over_notes", session=session)
    rosa.asks("count_people", session=session, people=7)
    rosa.asks("confirm_report", topic=topic)
    rosa.asks("release_session", session=session)
    rosa.asks("withdraw_topic", topic=topic)
    kim.asks("restore_topic", topic=topic)

    assert day.gathering.tables["topics"][topic]["title"] == "Carers and others"


def test_code_is_good_once_and_seen_by_its_convener_alone(
    day: Day, kim: Someone, rosa: Someone
) -> None:
    topic = kim.proposes("Carers")
    code = invites(kim, topic)

    assert len(code) == 8
    assert invites(kim, topic) == code
    assert [row["code"] for row in kim.sees("invites")] == [code]
    for other in (rosa, day.host, day.anyone):
        assert other.sees("invites") == []
    typed = f"{code[:4]}-{code[4:]} ".lower()
    assert rosa.asks("accept_convening", code=typed)["topic"] == topic
    assert kim.sees("invites") == []
    with refused("unknown_invitation"):
        day.joins().asks("accept_convening", code=code)
    with refused("too_many", why="conveners"):
        kim.asks("invite_convener", topic=topic)


def test_invitation_can_be_taken_back(day: Day, kim: Someone, rosa: Someone) -> None:
    topic = kim.proposes("Carers")
    code = invites(kim, topic)

    kim.asks("invite_convener", topic=topic, invited=False)

    assert kim.sees("invites") == []
    with refused("unknown_invitation"):
        rosa.asks("accept_convening", code=code)
    assert invites(kim, topic) != code


def test_code_of_a_topic_off_the_wall_is_refused_like_a_wrong_one(
    day: Day, kim: Someone, rosa: Someone
) -> None:
    topic = kim.proposes("Carers")
    code = invites(kim, topic)
    day.host.asks("hide_topic", topic=topic)
    for one in (code, "ABCDEFGH", "?"):
        with refused("unknown_invitation"):
            rosa.asks("accept_convening", code=one)


def test_convener_who_uses_their_own_code_changes_nothing(day: Day, kim: Someone) -> None:
    topic = kim.proposes("Carers")
    code = invites(kim, topic)
    changes = len(day.log)

    assert kim.asks("accept_convening", code=code) == {"topic": topic}
    assert len(day.log) == changes


def test_each_convener_chooses_whether_they_are_named(
    day: Day, kim: Someone, rosa: Someone
) -> None:
    topic = together(kim, rosa, "Rosa", convener_name="Kim")

    def names() -> tuple[str | None, list[str] | None]:
        row = day.anyone.sees_row("topics", topic) or {}
        return row["convener_name"], row.get("convener_names")

    assert names() == ("Kim and Rosa", ["Kim", "Rosa"])
    kim.asks("edit_topic", topic=topic, convener_name="")
    assert names() == ("Rosa", None)
    rosa.asks("edit_topic", topic=topic, convener_name="")
    assert names() == (None, None)
    rosa.asks("edit_topic", topic=topic, convener_name="Rosa")
    own = [(one.sees_row("topics", topic) or {})["own_name"] for one in (kim, rosa)]
    assert own == [None, "Rosa"]


@pytest.mark.parametrize("viewer", [PUBLIC, HOST])
def test_anonymous_second_convener_leaves_no_trace(
    day: Day, kim: Someone, rosa: Someone, viewer: object
) -> None:
    """Every change of the conveners looks like a mark of interest, however late somebody fetches it."""
    topic = kim.proposes("Carers")
    before, begin = see(day.gathering, viewer), len(day.log)  # type: ignore[arg-type]

    rosa.asks("accept_convening", code=invites(kim, topic))
    kim.asks("leave_topic", topic=topic)
    kim.asks("accept_convening", code=invites(rosa, topic))
    kim.asks("leave_topic", topic=topic)

    assert see(day.gathering, viewer) == before  # type: ignore[arg-type]
    for change in day.log[begin:]:
        seen = see_change(day.gathering, change, viewer)  # type: ignore[arg-type]
        assert (seen["name"], seen["puts"], seen["drops"]) == ("mark_interest", {}, {})
    late = without_repeats(day.log)
    seen_late = [see_change(day.gathering, one, viewer) for one in late]  # type: ignore[arg-type]
    assert [row["id"] for one in seen_late for row in one["puts"].get("topics", ())] == [topic]
    assert_copies_are_true(day.log)


def test_whoever_leaves_has_no_rights_any_more(day: Day, kim: Someone, rosa: Someone) -> None:
    topic = together(kim, rosa)

    kim.asks("leave_topic", topic=topic)

    assert "mine" not in (kim.sees_row("topics", topic) or {})
    assert (rosa.sees_row("topics", topic) or {})["mine"] is True
    with refused("not_yours"):
        kim.asks("edit_topic", topic=topic, title="Other")
    with refused("not_now", why="only_convener"):
        rosa.asks("leave_topic", topic=topic)


def test_both_get_the_notices_of_their_topic_and_the_host_counts_one(
    day: Day, kim: Someone, rosa: Someone
) -> None:
    topic = together(kim, rosa)
    session = kim.claims(topic, "1A")
    amir = day.joins()
    amir.asks("ask_to_meet", session=session, topic=amir.proposes("Waiting lists"))

    assert len(kim.told) == len(rosa.told) == 1
    assert [row["times"] for row in day.host.sees("notices")] == [1]
    kim.asks("dismiss_notice", notice=kim.sees("notices")[0]["id"])
    assert (len(kim.told), len(rosa.told)) == (0, 1)

    rosa.asks("mute", notice=rosa.sees("notices")[0]["id"])
    amir.asks("ask_to_meet", session=session, topic=amir.proposes("Tea"))
    assert (len(kim.told), len(rosa.told)) == (1, 1)


def test_the_other_convener_learns_once_of_a_move_and_a_release(
    day: Day, kim: Someone, rosa: Someone
) -> None:
    topic = together(kim, rosa)
    session = kim.claims(topic, "1A")
    rosa.moves(session, "2B")
    assert kim.told == ["Another convener has moved your topic from 1A to 2B."]
    assert rosa.told == []
    kim.asks("release_session", session=session)
    assert rosa.told[0].startswith("Another convener has freed the place")
    session = kim.claims(topic, "1A")
    day.host.moves(session, "1B")
    assert kim.told[-1] == rosa.told[-1] == "The facilitator has moved your topic from 1A to 1B."


def test_whoever_did_not_accept_a_swap_hears_of_it(day: Day, kim: Someone, rosa: Someone) -> None:
    session, amir = kim.claims(together(kim, rosa), "1A"), day.joins()
    mine = amir.claims(amir.proposes("Waiting lists"), "2B")
    amir.asks("offer_swap", session=mine, wanted=session)

    kim.asks("accept_swap", notice=kim.sees("notices")[0]["id"])

    assert kim.told == []
    assert rosa.told == ["Swapped: your topic is at 2B now."]
    assert amir.told == ["Swapped: your topic is at 1A now."]


def test_limit_of_places_counts_the_claimers_own_and_lists_nobody_elses(
    kim: Someone, rosa: Someone
) -> None:
    day = kim.day
    day.host.asks("edit_gathering", cells_each=1)
    topic = together(kim, rosa)
    kim.claims(kim.proposes("Tea"), "1A")

    rosa.claims(topic, "1B")
    with refused("too_many", why="own_cells", held=["1A", "1B"]):
        kim.claims(kim.proposes("Another"), "2B")


def test_host_accepts_for_somebody_without_a_phone(day: Day, kim: Someone) -> None:
    topic = kim.proposes("Carers", convener_name="Kim")

    day.host.asks("accept_convening", code=invites(kim, topic), convener_name="Olu")

    row = day.anyone.sees_row("topics", topic) or {}
    assert (row["convener_name"], row["convener_typed"]) == ("Kim and Olu", True)


def test_host_does_not_learn_whether_there_is_a_second_convener(
    day: Day, kim: Someone, rosa: Someone
) -> None:
    """A code that the host gets and tries would tell."""
    for topic in (kim.proposes("Tea"), together(kim, rosa)):
        with refused("not_allowed", why="convener_only"):
            day.host.asks("invite_convener", topic=topic)


def test_whoever_has_left_a_topic_accepts_nothing_for_it(
    day: Day, kim: Someone, rosa: Someone
) -> None:
    topic, amir = together(kim, rosa), day.joins()
    session, other = kim.claims(topic, "1A"), amir.proposes("Tea")
    amir.asks("offer_join", session=session, topic=other)
    [offer] = kim.sees("notices")
    kim.asks("leave_topic", topic=topic)

    with refused("not_now", why="moved"):
        kim.asks("accept_join", notice=offer["id"])
    rosa.asks("accept_join", notice=offer["id"])


def test_offers_do_not_reveal_that_a_topic_has_two_conveners(kim: Someone, rosa: Someone) -> None:
    """Both ask the same. Amir has one notice, as if one had asked twice, and mutes both."""
    told = []
    for nth, others in enumerate(([rosa, kim], [kim, kim])):
        topic, amir = together(kim, rosa), kim.day.joins()
        session = amir.claims(amir.proposes("Tea"), ("1A", "1B")[nth])
        changes = []
        for one in others:
            one.asks("offer_join", session=session, topic=topic)
            changes.append(amir.sees_last_change()["name"])
        [offer] = amir.sees("notices")
        amir.asks("mute", notice=offer["id"])
        amir.asks("dismiss_notice", notice=offer["id"])
        for one in others:
            one.asks("offer_join", session=session, topic=topic)
        told.append((changes, amir.sees("notices"), kim.day.log[-1].name))
    assert told[0] == told[1]


def test_host_cannot_count_the_conveners_who_dismiss_a_notice(
    day: Day, kim: Someone, rosa: Someone
) -> None:
    topic, amir = together(kim, rosa), day.joins()
    amir.asks("ask_to_meet", session=kim.claims(topic, "1A"), topic=amir.proposes("Tea"))
    [notice] = day.host.sees("notices")

    for one in (kim, rosa):
        one.asks("dismiss_notice", notice=notice["id"])

        assert one.sees("notices") == []
        told = day.host.sees_last_change()
        assert (told["name"], told["puts"], told["drops"]) == ("mark_interest", {}, {})


# --- the host's export


def test_export_of_a_gathering_shows_no_second_convener_without_a_name(
    day: Day, kim: Someone, rosa: Someone
) -> None:
    topics = [together(kim, rosa), together(kim, rosa, "Rosa"), kim.proposes("Carers")]
    both = together(kim, rosa, "Rosa", convener_name="Kim")

    export, _ = anonymised(day.gathering, day.log)

    rows = export.tables["topics"]
    named = rows[topics[1]]
    assert rows[topics[0]] == {**rows[topics[2]], "id": topics[0], "at": rows[topics[0]]["at"]}
    assert (named["shown_as"] is not None, named["second"], named["second_shown_as"]) == (
        True,
        None,
        None,
    )
    assert rows[both]["second"] == "somebody"
    assert not export.rows("invites")
