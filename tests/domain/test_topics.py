"""Anyone proposes at any time; edits and withdraws without a reason; and nothing of it is lost."""

from openspace.domain.anonymise import anonymised
from tests.domain.given import a_gathering, refused


def test_topic_needs_a_title_and_nothing_else() -> None:
    day = a_gathering()
    kim = day.joins()

    topic = kim.proposes("  Reflective \n groups ")

    row = kim.sees_row("topics", topic)
    assert row is not None
    assert (row["title"], row["convener_name"], row["mine"]) == ("Reflective groups", None, True)
    with refused("missing", field="title"):
        kim.proposes("  \n ")


def test_topic_of_somebody_who_only_looks_is_refused() -> None:
    day = a_gathering()

    with refused("not_allowed"):
        day.anyone.proposes("Carers")

    assert list(day.gathering.rows("topics")) == []


def test_topic_title_can_be_as_long_as_real_ones_and_no_longer() -> None:
    kim = a_gathering().joins()

    kim.proposes("x" * 500)

    with refused("too_long") as error:
        kim.proposes("x" * 501)
    assert error["limit"] == 500


def test_topic_keeps_tags_once_and_at_most_twelve() -> None:
    kim = a_gathering().joins()

    topic = kim.proposes("Carers", tags=["#learning", " carers", "learning", ""])

    row = kim.sees_row("topics", topic)
    assert row is not None
    assert row["tags"] == ["learning", "carers"]
    with refused("too_many"):
        kim.proposes("Carers", tags=[str(n) for n in range(13)])


def test_topic_first_name_typed_becomes_the_conveners_own() -> None:
    day = a_gathering()
    kim = day.joins()

    topic = kim.proposes("Carers", convener_name="Kim")

    [me] = kim.sees("people")
    row = day.anyone.sees_row("topics", topic)
    assert me["name"] == "Kim"
    assert row is not None
    assert row["convener_name"] == "Kim"


def test_topic_of_somebody_else_by_name_leaves_ones_own_name_alone() -> None:
    day = a_gathering()
    kim = day.joins("Kim")

    topic = kim.proposes("Carers", convener_name="Kim and Rosa")

    [me] = kim.sees("people")
    row = day.anyone.sees_row("topics", topic)
    assert me["name"] == "Kim"
    assert row is not None
    assert row["convener_name"] == "Kim and Rosa"


def test_topic_becomes_anonymous_again_by_an_empty_name() -> None:
    day = a_gathering()
    kim = day.joins("Kim")
    topic = kim.proposes("Carers", convener_name="Kim")

    kim.asks("edit_topic", topic=topic, convener_name="")

    row = day.anyone.sees_row("topics", topic)
    assert row is not None
    assert row["convener_name"] is None


def test_topic_edited_keeps_what_was_not_named() -> None:
    day = a_gathering()
    kim = day.joins()
    topic = kim.proposes("Carers", description="What helps?", tags=["carers"])

    kim.asks("edit_topic", topic=topic, title="Carers in the room")

    row = day.anyone.sees_row("topics", topic)
    assert row is not None
    assert (row["title"], row["description"], row["tags"]) == (
        "Carers in the room",
        "What helps?",
        ["carers"],
    )


def test_topic_edit_that_changes_nothing_makes_no_change() -> None:
    day = a_gathering()
    kim = day.joins()
    topic = kim.proposes("Carers")

    kim.asks("edit_topic", topic=topic, title="Carers")

    assert day.log[-1].name == "propose_topic"


def test_topic_is_changed_by_its_convener_and_the_host_only() -> None:
    day = a_gathering()
    kim, rosa = day.joins(), day.joins()
    topic = kim.proposes("Carers")

    for name in ("edit_topic", "withdraw_topic", "restore_topic"):
        with refused("not_yours"):
            rosa.asks(name, topic=topic)
    day.host.asks("edit_topic", topic=topic, title="Carers in the room")

    assert day.log[-1].by == "host"


def test_topic_withdrawn_leaves_the_wall_with_its_cell_and_notes_and_comes_back_with_notes() -> (
    None
):
    day = a_gathering()
    kim, rosa = day.joins(), day.joins()
    topic = kim.proposes("Carers")
    note = rosa.notes(kim.claims(topic, "1A"), "It takes time.")

    kim.asks("withdraw_topic", topic=topic)

    assert day.wall == {}
    assert day.anyone.sees_row("topics", topic) is None
    assert day.anyone.sees_row("notes", note) is None
    assert kim.sees_row("topics", topic) is not None
    with refused("unknown_topic"):
        rosa.asks("mark_interest", topic=topic)
    with refused("not_now"):
        kim.claims(topic, "1A")

    kim.asks("restore_topic", topic=topic)

    assert day.anyone.sees_row("notes", note) is not None
    kim.claims(topic, "2B")
    assert day.wall == {"2B": "Carers"}


def test_topic_withdrawn_has_its_words_for_its_conveners_alone() -> None:
    day = a_gathering()
    kim, rosa = day.joins("Kim"), day.joins()
    said = {"description": "Who sleeps at nightfall?", "tags": ["nightfall"]}
    topic = kim.proposes("Carers at nightfall", convener_name="Kim Nightfall", **said)
    rosa.asks("accept_convening", code=kim.asks("invite_convener", topic=topic)["code"])

    kim.asks("withdraw_topic", topic=topic)

    seen = day.host.sees_row("topics", topic) or {}
    assert (seen["withdrawn"], seen["title"], seen["convener_name"]) == (True, "", None)
    assert "ightfall" not in str(seen)
    exported, log = anonymised(day.gathering, day.log)
    assert "ightfall" not in str(exported.tables) + str(log)
    for name, args in (("restore_topic", {}), ("edit_topic", {"title": "Other"})):
        with refused("not_yours", why="topic"):
            day.host.asks(name, topic=topic, **args)
    rosa.asks("restore_topic", topic=topic)
    assert (day.host.sees_row("topics", topic) or {})["title"] == "Carers at nightfall"


def test_topic_that_the_host_typed_in_is_restored_by_the_host() -> None:
    day = a_gathering()
    topic = day.host.proposes("Carers")

    day.host.asks("withdraw_topic", topic=topic)
    assert (day.host.sees_row("topics", topic) or {})["title"] == "Carers"
    day.host.asks("restore_topic", topic=topic)

    assert day.anyone.sees_row("topics", topic)


def test_topic_withdrawn_has_no_words_after_the_people_are_erased() -> None:
    day = a_gathering()
    kim, rosa = day.joins(), day.joins()
    topic = kim.proposes("Carers at night", description="Who sleeps?", tags=["nightfall"])
    note = rosa.notes(kim.claims(topic, "1A"), "It takes time.")
    kim.asks("withdraw_topic", topic=topic)

    kept, log = anonymised(day.gathering, day.log, names_stay=False)

    written = str(kept.tables) + str(log)
    assert not any(words in written for words in ("Carers", "sleeps", "nightfall"))
    assert [row["title"] for row in kept.rows("topics")] == ["Untitled"]
    assert kept.row("notes", note)  # it is Rosa's


def test_topic_typed_by_the_host_belongs_to_a_person_of_its_own() -> None:
    day = a_gathering()

    topic = day.host.proposes("Carers", convener_name="Amir", read_out=True)

    row = day.gathering.row("topics", topic)
    assert row is not None
    assert row["convener"] not in (None, "host")
    seen = day.host.sees_row("topics", topic)
    assert seen is not None
    assert (seen["convener_name"], seen["read_out"]) == ("Amir", True)


def test_interest_is_seen_by_who_marked_it_and_by_nobody_else() -> None:
    day = a_gathering()
    kim, rosa = day.joins(), day.joins()
    topic = kim.proposes("Carers")

    rosa.asks("mark_interest", topic=topic)
    rosa.asks("mark_interest", topic=topic)

    assert [row["topic"] for row in rosa.sees("interests")] == [topic]
    assert kim.sees("interests") == day.host.sees("interests") == day.anyone.sees("interests") == []
    rosa.asks("mark_interest", topic=topic, interested=False)
    assert rosa.sees("interests") == []


def test_topic_in_a_closed_gathering_is_refused_and_the_host_still_helps() -> None:
    day = a_gathering()
    kim = day.joins()
    day.host.asks("set_phase", phase="closed")

    with refused("not_now"):
        kim.proposes("Carers")

    kim.asks("edit_me", name="Kim")
    day.host.proposes("Carers")
    assert len(day.gathering.rows("topics")) == 1
