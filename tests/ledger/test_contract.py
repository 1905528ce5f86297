"""What every ledger promises. Each test runs on all of them."""

import pytest

from openspace.domain.change import Change
from openspace.domain.gathering import Gathering
from openspace.domain.rules.people import EraseMe
from openspace.domain.viewer import HOST
from openspace.ledger.port import Generation, Ledger, Photo, UnknownGathering, Wiping
from openspace.ledger.sqlite.schema import COLUMNS
from openspace.service.turn import Ask, take
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


def test_ledger_codes_tells_all_gatherings(ledger: Ledger) -> None:
    begin(ledger, "AAAAAA")

    assert set(ledger.codes()) == {CODE, "AAAAAA"}


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
    replayed = Gathering()
    for change in changes:
        replayed = replayed.apply(change)
    assert replayed == ledger.load(CODE)


def test_ledger_turn_shows_its_own_changes_at_once(ledger: Ledger) -> None:
    with ledger.turn(CODE) as turn:
        turn.append(Change(2, "post_news", "now", "host", {"news": [news("n2")]}))

        assert turn.gathering.row("news", "n2") == news("n2")

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
        seq = turn.gathering.seq + 1
        turn.append(Change(seq, "swap", "now", kim.person, {"sessions": swapped}))
    ledger.forget(CODE)

    assert {s["id"]: s["room"] for s in ledger.load(CODE).rows("sessions")} == {
        one["id"]: two["room"],
        two["id"]: one["room"],
    }


# --- as it stood earlier


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
    ledger.forget(CODE)

    assert ledger.at(CODE, then.seq) == then


@pytest.mark.parametrize("seq", [0, -1, 99])
def test_ledger_at_knows_no_time_that_was_not(ledger: Ledger, seq: int) -> None:
    with pytest.raises(KeyError):
        ledger.at(CODE, seq)
    with pytest.raises(UnknownGathering):
        ledger.at("NOBODY", 1)


# --- receipts


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


# --- keys, secrets, pictures


def test_ledger_keeps_one_host_key_a_gathering(ledger: Ledger) -> None:
    assert ledger.host_key_hash(CODE) == f"hash of {CODE}"

    ledger.set_host_key_hash(CODE, "another")

    assert ledger.host_key_hash(CODE) == "another"
    assert ledger.host_key_hash("NOBODY") is None


def test_pass_is_good_once_and_until_its_moment_or_the_key_ends(ledger: Ledger) -> None:
    for hash, until in (("soon", "2027-01-01T10:15"), ("late", "2027-01-01T10:15"), ("key", None)):
        ledger.keep_pass(CODE, hash, until)
    ledger.keep_pass(CODE, "ended", None)

    def uses(hash: str, at: str) -> str | None:
        return ledger.use_pass(CODE, hash, at, of_host=True)

    assert [uses("soon", "2027-01-01T10:14") for _ in range(2)] == ["host", None]
    assert uses("late", "2027-01-01T10:15") is None
    assert uses("key", "2028-01-01T00:00") == "host"
    ledger.set_host_key_hash(CODE, "another")
    assert uses("ended", "2027-01-01T10:00") is None
    assert uses("never made", "2027-01-01T10:00") is None


def test_a_persons_pass_is_not_the_hosts_and_one_at_a_time(ledger: Ledger) -> None:
    until, now = "2027-01-01T10:15", "2027-01-01T10:00"
    ledger.keep_pass(CODE, "earlier", until, "p1")
    ledger.keep_pass(CODE, "newer", until, "p1")
    ledger.keep_pass(CODE, "another's", until, "p2")
    ledger.keep_pass(CODE, "the host's", until)
    ledger.set_host_key_hash(CODE, "another")

    assert ledger.held(CODE, "p1").passes == 1
    assert ledger.use_pass(CODE, "newer", now, of_host=True) is None
    assert ledger.use_pass(CODE, "earlier", now, of_host=False) is None
    assert [ledger.use_pass(CODE, "newer", now, of_host=False) for _ in range(2)] == ["p1", None]
    assert ledger.use_pass(CODE, "another's", now, of_host=False) == "p2"


def test_ending_devices_ends_passes_and_calendar_and_only_ones_own(ledger: Ledger) -> None:
    until, now = "2027-01-01T10:15", "2027-01-01T10:00"
    ledger.keep_pass(CODE, "pass", until, "p1")

    assert ledger.generation(CODE, "p1") == Generation(0, 0)
    assert ledger.renew_calendar(CODE, "p1") == Generation(0, 1)
    assert ledger.who_ended_devices(CODE) == set()
    assert ledger.end_devices(CODE, "p1") == ledger.generation(CODE, "p1") == Generation(1, 2)

    assert ledger.use_pass(CODE, "pass", now, of_host=False) is None
    assert ledger.who_ended_devices(CODE) == {"p1"}
    assert ledger.generation(CODE, "p2") == ledger.generation("OTHER", "p1") == Generation()
    ledger.purge(CODE)
    assert ledger.generation(CODE, "p1") == Generation()


def test_what_is_held_for_a_person_is_theirs_alone(ledger: Ledger) -> None:
    amir, rosa = joins(ledger), joins(ledger)
    for title in ("One", "Two"):
        proposes(ledger, amir, title)
    proposes(ledger, rosa, "Three")
    for id, by in (("b" * 32, amir), ("a" * 32, amir), ("c" * 32, rosa)):
        ledger.keep_photo(CODE, Photo(id, b"jpeg", 40, 20), by.person)

    held = ledger.held(CODE, str(amir.person))

    assert [tuple(photo) for photo in held.photos] == [
        ("a" * 32, 40, 20, 4),
        ("b" * 32, 40, 20, 4),
    ]
    assert (held.answers, held.passes) == (2, 0)
    assert held.changes["propose_topic"] == 2


def test_who_is_erased_leaves_no_pass_and_no_generation(ledger: Ledger) -> None:
    amir, rosa = joins(ledger), joins(ledger)
    until, now = "2027-01-01T10:15", "2027-01-01T10:00"
    for person in (amir.person, rosa.person):
        ledger.end_devices(CODE, str(person))
        ledger.keep_pass(CODE, f"of {person}", until, person)
    ledger.keep_pass(CODE, "the host's", until)

    [answer] = take(ledger, CODE, [Ask(amir, EraseMe(words=True))])

    assert answer["ok"], answer
    assert ledger.generation(CODE, str(amir.person)) == Generation()
    assert ledger.use_pass(CODE, f"of {amir.person}", now, of_host=False) is None
    assert ledger.generation(CODE, str(rosa.person)).devices == 1
    assert ledger.use_pass(CODE, f"of {rosa.person}", now, of_host=False) == rosa.person
    assert ledger.use_pass(CODE, "the host's", now, of_host=True) == "host"


def test_ledger_secret_stays_the_same(ledger: Ledger) -> None:
    assert len(ledger.secret()) == 32
    assert ledger.secret() == ledger.secret()


def test_ledger_deletes_pictures_that_no_note_shows(ledger: Ledger) -> None:
    for id, at in [("shown", "2027-01-01"), ("loose", "2027-01-01"), ("fresh", "2027-01-03")]:
        ledger.keep_photo(CODE, Photo(id, b"jpeg", 20, 10), by="p1", at=at)
    with ledger.turn(CODE) as turn:
        note = dict.fromkeys(COLUMNS["notes"], "") | {"id": "n1", "photo": "shown", "hidden": True}
        change = Change(turn.gathering.seq + 1, "post_note", "2027-01-01", "p1", {"notes": [note]})
        turn.append(change)

    deleted = ledger.delete_unshown_photos(before="2027-01-02")

    left = {id for id in ("shown", "loose", "fresh") if ledger.photo(CODE, id)}
    assert (deleted, left) == (1, {"shown", "fresh"})
    assert ledger.photo_bytes(CODE, "p1") == (8, 8)
    with ledger.turn(CODE) as turn:
        assert set(turn.photos_of("p1")) == {"shown", "fresh"}
    assert ledger.delete_unshown_photos(before="2027-01-02") == 0


def test_ledger_keeps_photos_by_gathering(ledger: Ledger) -> None:
    photo = Photo("abc", b"jpeg", 20, 10)

    ledger.keep_photo(CODE, photo)
    ledger.keep_photo(CODE, photo)

    assert ledger.photo(CODE, "abc") == photo
    assert ledger.photo("AAAAAA", "abc") is None


def news(id: str) -> dict[str, str]:
    return {"id": id, "kind": "news", "text": "Tea is ready", "at": "now"}


def test_ledger_wipe_says_when_nothing_was_due(ledger: Ledger) -> None:
    assert ledger.wipe() is Wiping.NOTHING_DUE
