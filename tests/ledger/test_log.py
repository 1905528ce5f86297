"""What the port Log promises. Each test runs on every ledger."""

import pytest

from openspace.domain.change import Change
from openspace.domain.gathering import Gathering
from openspace.domain.viewer import HOST
from openspace.ledger.port import Ledger, UnknownGathering
from openspace.service.receipts import as_sent
from tests.ledger.acts import CODE, asks, begin, cell, joins, proposes


def test_ledger_open_begins_with_the_first_change(ledger: Ledger) -> None:
    [opening] = ledger.since(CODE, 0)

    assert (opening.seq, opening.name) == (1, "open_gathering")
    assert ledger.load(CODE) == Gathering().apply(opening)


def test_ledger_open_refuses_a_code_that_is_taken(ledger: Ledger) -> None:
    with pytest.raises(KeyError):
        begin(ledger)

    assert len(ledger.since(CODE, 0)) == 1


def test_ledger_unknown_gathering_is_said_to_be_unknown(ledger: Ledger) -> None:
    with pytest.raises(UnknownGathering):
        ledger.load("NOBODY")
    with pytest.raises(UnknownGathering):
        ledger.since("NOBODY", 0)
    with pytest.raises(UnknownGathering), ledger.turn("NOBODY"):
        pass


def test_ledger_gatherings_do_not_touch_each_other(ledger: Ledger) -> None:
    begin(ledger, "AAAAAA")

    proposes(ledger, joins(ledger), "Carers")

    assert ledger.load("AAAAAA").seq == 1
    assert len(ledger.since("AAAAAA", 0)) == 1


def test_ledger_since_is_contiguous_and_replays_to_what_load_answers(ledger: Ledger) -> None:
    kim = joins(ledger, "Kim")
    topic = proposes(ledger, kim, "Carers", convener_name="Kim")
    asks(ledger, kim, "claim_cell", topic=topic, **cell(ledger, "1", "A"))
    asks(ledger, kim, "edit_me", name="Kim Ash")

    changes = ledger.since(CODE, 0)

    assert [change.seq for change in changes] == [1, 2, 3, 4, 5]
    assert [change.seq for change in ledger.since(CODE, 3)] == [4, 5]
    assert ledger.since(CODE, 5) == []
    assert ledger.news(CODE, 3) == (ledger.load(CODE), changes[3:])
    replayed = Gathering()
    for change in changes:
        replayed = replayed.apply(change)
    assert replayed == ledger.load(CODE)


def test_ledger_turn_shows_its_own_changes_at_once(ledger: Ledger) -> None:
    with ledger.turn(CODE) as turn:
        turn.append(Change(2, "post_news", "now", "host", {"news": [news("n2")]}))

        assert turn.stream.row("news", "n2") == news("n2")

    assert ledger.load(CODE).row("news", "n2") == news("n2")


def test_ledger_turn_that_raises_leaves_nothing(ledger: Ledger) -> None:
    before = ledger.load(CODE)

    def breaks_down() -> None:
        with ledger.turn(CODE) as turn:
            turn.append(Change(2, "post_news", "now", "host", {"news": [news("n2")]}))
            turn.keep_receipt("host", "12345678", {"ok": True})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        breaks_down()

    assert ledger.load(CODE) == before
    assert len(ledger.since(CODE, 0)) == 1
    with ledger.turn(CODE) as turn:
        assert turn.receipt("host", "12345678") is None


def test_ledger_turn_refuses_a_change_that_leaves_a_hole(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="does not follow"), ledger.turn(CODE) as turn:
        turn.append(Change(3, "post_news", "now", "host", {"news": [news("n3")]}))

    assert ledger.load(CODE).seq == 1


def test_ledger_sessions_may_swap_their_cells_in_one_change(ledger: Ledger) -> None:
    kim = joins(ledger)
    for title, letter in (("One", "A"), ("Two", "B")):
        topic = proposes(ledger, kim, title)
        asks(ledger, kim, "claim_cell", topic=topic, **cell(ledger, "1", letter))
    one, two = ledger.load(CODE).rows("sessions")
    swapped = [{**one, "room": two["room"]}, {**two, "room": one["room"]}]

    with ledger.turn(CODE) as turn:
        seq = turn.stream.seq + 1
        turn.append(Change(seq, "swap", "now", kim.person, {"sessions": swapped}))
    ledger.evict(CODE)

    assert {s["id"]: s["room"] for s in ledger.load(CODE).rows("sessions")} == {
        one["id"]: two["room"],
        two["id"]: one["room"],
    }


def test_ledger_at_answers_what_load_answered_then(ledger: Ledger) -> None:
    kim = joins(ledger, "Kim")
    topic = proposes(ledger, kim, "Carers", convener_name="Kim")
    then = ledger.load(CODE)
    asks(ledger, kim, "edit_topic", topic=topic, title="Carers at work")

    for _ in range(2):  # from the log, then from what is kept
        assert ledger.at(CODE, then.seq) == then
        assert ledger.at(CODE, then.seq).at == then.at
    assert ledger.at(CODE, then.seq + 1) == ledger.load(CODE)


def test_ledger_at_has_people_as_they_are_today(ledger: Ledger) -> None:
    kim = joins(ledger, "Kim")
    then = ledger.load(CODE).seq
    ledger.at(CODE, then)
    rosa = joins(ledger, "Rosa")
    asks(ledger, kim, "edit_me", name="Kim Ash")

    people = {row["id"]: row["name"] for row in ledger.at(CODE, then).rows("people")}

    assert people == {kim.person: "Kim Ash"}
    assert rosa.person not in people


def test_ledger_at_survives_forgetting(ledger: Ledger) -> None:
    kim = joins(ledger, "Kim")
    then = ledger.load(CODE)
    proposes(ledger, kim, "Carers")
    ledger.evict(CODE)

    assert ledger.at(CODE, then.seq) == then


@pytest.mark.parametrize("seq", [0, -1, 99])
def test_ledger_at_knows_no_time_that_was_not(ledger: Ledger, seq: int) -> None:
    with pytest.raises(KeyError):
        ledger.at(CODE, seq)
    with pytest.raises(UnknownGathering):
        ledger.at("NOBODY", 1)


def test_receipt_same_id_gets_the_same_answer_and_no_second_effect(ledger: Ledger) -> None:
    kim = joins(ledger)

    first = asks(ledger, kim, "propose_topic", id="same-id-1", title="Carers")
    again = asks(ledger, kim, "propose_topic", id="same-id-1", title="Carers")

    assert first["ok"]
    assert again == first
    assert len(ledger.load(CODE).rows("topics")) == 1


def test_receipt_is_per_asker(ledger: Ledger) -> None:
    kim, rosa = joins(ledger), joins(ledger)

    asks(ledger, kim, "propose_topic", id="same-id-1", title="Carers")
    asks(ledger, rosa, "propose_topic", id="same-id-1", title="Waiting lists")
    asks(ledger, HOST, "propose_topic", id="same-id-1", title="Peer support")

    titles = [row["title"] for row in ledger.load(CODE).rows("topics")]
    assert titles == ["Carers", "Waiting lists", "Peer support"]


def test_receipt_of_a_refusal_stands_after_the_cell_became_free(ledger: Ledger) -> None:
    kim, rosa = joins(ledger, "Kim"), joins(ledger)
    theirs = proposes(ledger, kim, "Carers", convener_name="Kim")
    mine = proposes(ledger, rosa, "Waiting lists")
    where = cell(ledger, "1", "A")
    held = asks(ledger, kim, "claim_cell", topic=theirs, **where)["result"]["session"]
    lost = asks(ledger, rosa, "claim_cell", id="same-id-1", topic=mine, **where)

    asks(ledger, kim, "release_session", session=held)
    again = asks(ledger, rosa, "claim_cell", id="same-id-1", topic=mine, **where)

    assert lost["error"]["code"] == "cell_taken"
    assert lost["error"]["held_by"]["convener_name"] == "Kim"
    assert again == lost


def test_receipt_of_a_refusal_holds_its_code_and_no_sentence_or_title(ledger: Ledger) -> None:
    kim, rosa = joins(ledger, "Kim"), joins(ledger)
    theirs, mine = proposes(ledger, kim, "Carers"), proposes(ledger, rosa, "Waiting lists")
    where = cell(ledger, "1", "A")
    asks(ledger, kim, "claim_cell", topic=theirs, **where)
    lost = asks(ledger, rosa, "claim_cell", id="same-id-1", topic=mine, **where)

    with ledger.turn(CODE) as turn:
        kept = turn.receipt(str(rosa.person), "same-id-1")

    assert kept is not None
    assert kept["error"]["code"] == "cell_taken"
    assert "message" not in kept["error"]
    assert "Carers" not in str(kept)
    assert as_sent(lost)["error"]["message"] == "1A is taken by “Carers”. Your topic is safe."
    assert as_sent(kept)["error"]["message"] == "1A is taken. Your topic is safe."


@pytest.mark.parametrize("old", ["1A is taken by “Carers”. Your topic is safe.", "1A is taken."])
@pytest.mark.parametrize("hidden", [False, True])
def test_receipt_of_an_older_version_is_answered_with_a_sentence_of_today(
    ledger: Ledger, old: str, hidden: bool
) -> None:
    kim, rosa = joins(ledger, "Kim"), joins(ledger)
    theirs, mine = proposes(ledger, kim, "Carers"), proposes(ledger, rosa, "Waiting lists")
    where = cell(ledger, "1", "A")
    session = asks(ledger, kim, "claim_cell", topic=theirs, **where)["result"]["session"]
    held_by = {
        "topic": theirs, "title": "", "session": session, "code": "1A", "convener_name": None,
    }  # fmt: skip
    error = {"code": "cell_taken", "message": old, "held_by": held_by, "free": []}
    with ledger.turn(CODE) as turn:
        turn.keep_receipt(str(rosa.person), "same-id-1", {"ok": False, "error": error})
    asks(ledger, HOST, "hide_topic", topic=theirs, hidden=hidden)

    again = as_sent(asks(ledger, rosa, "claim_cell", id="same-id-1", topic=mine, **where))

    quoted = "" if hidden else " by “Carers”"
    assert again["error"]["message"] == f"1A is taken{quoted}. Your topic is safe."
    assert again["error"]["held_by"]["title"] == ("" if hidden else "Carers")


def test_receipt_of_an_older_version_keeps_a_sentence_that_has_no_parameters(
    ledger: Ledger,
) -> None:
    rosa = joins(ledger)
    kept = {"ok": False, "error": {"code": "malformed", "message": "Both topics are yours."}}
    with ledger.turn(CODE) as turn:
        turn.keep_receipt(str(rosa.person), "same-id-1", kept)

    assert as_sent(asks(ledger, rosa, "propose_topic", id="same-id-1", title="x")) == kept


def test_receipt_names_nobody_after_the_gathering_stopped_naming(ledger: Ledger) -> None:
    kim, rosa = joins(ledger, "Kim"), joins(ledger)
    theirs = proposes(ledger, kim, "Carers", convener_name="Kim")
    mine = proposes(ledger, rosa, "Waiting lists")
    where = cell(ledger, "1", "A")
    asks(ledger, kim, "claim_cell", topic=theirs, **where)
    asks(ledger, rosa, "claim_cell", id="same-id-1", topic=mine, **where)

    asks(ledger, HOST, "edit_gathering", naming="none")
    again = asks(ledger, rosa, "claim_cell", id="same-id-1", topic=mine, **where)

    assert again["error"]["held_by"]["convener_name"] is None


def news(id: str) -> dict[str, str]:
    return {"id": id, "kind": "news", "text": "Tea is ready", "at": "now"}
