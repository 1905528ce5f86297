"""A name only if wished; nobody is listed unless they say so; every screen follows a new name."""

from tests.domain.given import a_gathering, refused


def test_person_who_joins_is_listed_for_nobody_else() -> None:
    day = a_gathering()
    kim = day.joins("Kim")

    assert day.anyone.sees("people") == day.host.sees("people") == []
    [me] = kim.sees("people")
    assert (me["name"], me["listed"], me["mine"]) == ("Kim", False, True)


def test_person_joining_tells_nobody_their_id() -> None:
    day = a_gathering()
    day.joins("Kim")

    told = day.anyone.sees_last_change()

    assert (told["by"], told["puts"], told["drops"]) == (None, {}, {})


def test_person_listed_is_seen_with_the_contact_only_if_they_chose_that_too() -> None:
    day = a_gathering()
    kim = day.joins("Kim")

    kim.asks("edit_me", listed=True, contact="by post")
    assert [(p["name"], p["contact"]) for p in day.anyone.sees("people")] == [("Kim", None)]

    kim.asks("edit_me", contact_listed=True)
    assert [(p["name"], p["contact"]) for p in day.anyone.sees("people")] == [("Kim", "by post")]


def test_person_who_leaves_the_list_disappears_from_every_copy() -> None:
    day = a_gathering()
    kim = day.joins("Kim")
    kim.asks("edit_me", listed=True)

    kim.asks("edit_me", listed=False)

    assert day.anyone.sees("people") == []
    assert day.anyone.sees_last_change()["drops"] == {"people": [kim.id]}


def test_person_without_a_name_cannot_be_listed_as_one() -> None:
    day = a_gathering()
    day.joins().asks("edit_me", listed=True)

    assert day.anyone.sees("people") == []


def test_person_with_a_new_name_has_it_on_everything_they_signed() -> None:
    day = a_gathering()
    kim = day.joins("Kim")
    topic = kim.proposes("Carers", convener_name="Kim")
    session = kim.claims(topic, "1A")
    note = kim.notes(session, "Meet", named=True)
    quiet = kim.notes(session, "Nobody needs to know.")
    kim.asks("take_notes", session=session, named=True)

    kim.asks("edit_me", name="Kim Ash")

    puts = day.anyone.sees_last_change()["puts"]
    assert [row["convener_name"] for row in puts["topics"]] == ["Kim Ash"]
    assert [row["note_taker_name"] for row in puts["sessions"]] == ["Kim Ash"]
    assert [(r["id"], r["by_name"]) for r in puts["notes"]] == [(note, "Kim Ash")]
    assert quiet not in str(puts)


def test_person_with_a_new_name_leaves_it_where_they_typed_it_without_signing() -> None:
    """A note without a name that followed it would tell who wrote it."""
    day = a_gathering()
    kim = day.joins("Kim")
    session = kim.claims(kim.proposes("Carers"), "1A")
    note = kim.notes(session, "Meet", "action", initiator_name="Kim")

    kim.asks("edit_me", name="Kim Ash")

    row = day.anyone.sees_row("notes", note)
    assert row is not None
    assert row["initiator_name"] == "Kim"
    assert day.anyone.sees_last_change()["puts"] == {}


def test_person_gains_a_name_by_signing_and_earlier_rows_show_it_too() -> None:
    day = a_gathering()
    kim = day.joins("Kim")
    first = kim.proposes("Carers", convener_name="Kim")
    kim.asks("edit_me", name="")

    kim.proposes("Waiting lists", convener_name="Kim")

    assert first in [row["id"] for row in day.anyone.sees_last_change()["puts"]["topics"]]


def test_person_renamed_where_nobody_is_named_does_not_show_what_is_theirs() -> None:
    day = a_gathering(naming="none")
    kim = day.joins("Kim")
    kim.proposes("Carers", convener_name="Kim")
    kim.proposes("Waiting lists", convener_name="Kim")

    kim.asks("edit_me", name="Kim Ash")

    told = day.anyone.sees_last_change()
    assert (told["puts"], told["drops"]) == ({}, {})


def test_notice_is_put_away_by_whom_it_is_for() -> None:
    day = a_gathering()
    kim, rosa = day.joins(), day.joins()
    kim.claims(kim.proposes("Carers"), "1A")
    day.host.asks("remove_room", room=day.room("A"))
    [notice] = kim.sees("notices")

    with refused("unknown_notice"):
        rosa.asks("dismiss_notice", notice=notice["id"])
    kim.asks("dismiss_notice", notice=notice["id"])
    kim.asks("dismiss_notice", notice=notice["id"])

    assert kim.told == []
