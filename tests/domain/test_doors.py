"""Who may come in, how much one person may hold, and topics that wait for the host's tap."""

import pytest

from openspace.domain.audience import PUBLIC, see
from openspace.domain.rules.people import Join
from tests.domain.given import a_gathering, refused


def test_doors_are_open_until_the_host_sets_them_otherwise() -> None:
    day = a_gathering()
    kim = day.joins()

    day.host.asks("set_doors", joining="closed")

    with refused("closed_doors"):
        day.joins("Rosa")
    kim.proposes("Carers")
    day.host.asks("set_doors", joining="open")
    day.joins("Rosa")


@pytest.mark.parametrize("word", ["Blue Heron", " blue heron ", "BLUEHERON"])
def test_word_opens_the_door_however_it_is_typed(word: str) -> None:
    day = a_gathering()
    day.host.asks("set_doors", joining="word", word="Blue heron")

    assert day.do(PUBLIC, Join(word=word))["person"]
    for wrong in ("", "Blue", "heron blue"):
        with refused("wrong_word"):
            day.do(PUBLIC, Join(word=wrong))


def test_word_is_seen_by_the_host_only() -> None:
    day = a_gathering()
    day.host.asks("set_doors", joining="word", word="Blue heron")

    for someone in (day.anyone, day.host):
        about = see(day.gathering, someone.who)["gathering"]
        assert about["joining"] == "word"
        assert ("joining_word" in about) == (someone.who.role == "host")
    assert "heron" not in str(day.anyone.sees_last_change())


def test_word_is_kept_while_the_doors_are_closed() -> None:
    day = a_gathering()
    with refused("missing", field="word"):
        day.host.asks("set_doors", joining="word")
    with refused("missing", field="word"):
        day.host.asks("set_doors", joining="word", word="  ")
    day.host.asks("set_doors", joining="word", word="heron")
    day.host.asks("set_doors", joining="closed")

    day.host.asks("set_doors", joining="word")

    assert day.do(PUBLIC, Join(word="Heron"))


def test_convener_holds_three_cells_and_the_host_may_help_to_more() -> None:
    day = a_gathering(rooms=[{"name": f"Room {n}"} for n in range(5)])
    kim, rosa = day.joins(), day.joins()
    topic = kim.proposes("Carers")
    sessions = [kim.claims(topic, code, again=True) for code in ("1A", "1B")]
    kim.claims(kim.proposes("Waiting lists"), "1C")

    with refused("too_many", why="own_cells", held=["1A", "1B", "1C"]) as error:
        kim.claims(topic, "1D", again=True)
    assert "again_in" not in error, "waiting does not help"
    rosa.claims(rosa.proposes("Peer support"), "1D")
    day.host.asks("claim_cell", topic=topic, again=True, **day.cell("1E"))
    kim.asks("release_session", session=sessions[0])
    kim.asks("release_session", session=sessions[1])
    kim.claims(topic, "1A", again=True)


def test_limits_are_the_gatherings_own() -> None:
    day = a_gathering(cells_each=1, topics_each=2)
    kim = day.joins()
    topics = [kim.proposes("Carers"), kim.proposes("Waiting lists")]
    kim.claims(topics[0], "1A")

    with refused("too_many"):
        kim.claims(topics[1], "1B")
    with refused("too_many", why="own_topics", most=2):
        kim.proposes("Peer support")
    kim.asks("withdraw_topic", topic=topics[0])
    third = kim.proposes("Peer support")
    with refused("too_many"):
        kim.asks("restore_topic", topic=topics[0])
    day.host.asks("edit_gathering", cells_each=0, topics_each=0)
    kim.asks("restore_topic", topic=topics[0])
    kim.claims(topics[1], "1B")
    kim.claims(third, "2A")
    for wrong in (-1, 1_001):
        with refused("out_of_range", field="cells_each", least=0, most=1_000):
            day.host.asks("edit_gathering", cells_each=wrong)


def test_topic_that_waits_is_seen_by_its_convener_and_the_host_only() -> None:
    day = a_gathering(approval=True)
    kim, rosa = day.joins(), day.joins()

    topic = kim.proposes("Carers")

    assert kim.sees_last_change()["puts"]["topics"][0]["waiting"] is True
    for someone in (day.anyone, rosa):
        told = someone.sees_last_change()
        assert (told["puts"], told["drops"]) == ({}, {})
    for someone in (day.anyone, rosa):
        assert someone.sees("topics") == []
    for someone in (kim, day.host):
        assert [row["waiting"] for row in someone.sees("topics")] == [True]
    with refused("not_now"):
        kim.claims(topic, "1A")
    with refused("unknown_session"):
        kim.notes("s" + topic[1:], "It has no session yet.")
    with refused("unknown_topic"):
        rosa.asks("mark_interest", topic=topic)

    day.host.asks("approve_topic", topic=topic)

    assert day.anyone.sees_last_change()["puts"]["topics"][0]["id"] == topic
    kim.claims(topic, "1A")


def test_topic_that_the_host_posts_does_not_wait() -> None:
    day = a_gathering(approval=True)

    topic = day.host.proposes("For Amir", convener_name="Amir")

    assert day.anyone.sees_row("topics", topic)
