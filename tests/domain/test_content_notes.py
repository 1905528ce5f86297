"""A content note: only the author of a text says what it contains."""

from tests.domain.given import a_gathering, refused

NOTE = "talks about self-harm"
EVIDENCE = {"form": "thought", "text": "So."}


def test_authors_set_change_and_remove_a_content_note() -> None:
    day = a_gathering()
    kim = day.joins("Kim")
    topic = kim.proposes("Nights", content_note=f" {NOTE}. ")
    session = kim.claims(topic, "1A")
    note = kim.notes(session, "It was hard.", content_note=NOTE)
    item = kim.asks("post_evidence", **EVIDENCE, content_note=NOTE)["evidence"]
    rows = {"topics": topic, "notes": note, "evidence": item}

    def seen() -> list[str]:
        found = [day.anyone.sees_row(table, id) for table, id in rows.items()]
        return [row["content_note"] for row in found if row]

    assert seen() == [NOTE] * 3
    kim.asks("edit_topic", topic=topic, content_note="")
    kim.asks("edit_note", note=note, content_note="talks about loss")
    kim.asks("edit_evidence", evidence=item, content_note="")
    assert seen() == ["", "talks about loss", ""]


def test_a_content_note_has_a_limit() -> None:
    kim = a_gathering().joins()

    with refused("too_long", field="content_note", limit=80):
        kim.proposes("Nights", content_note="x" * 81)


def test_the_host_sets_it_only_on_what_they_typed() -> None:
    day = a_gathering()
    theirs, typed = day.joins().proposes("Nights"), day.host.proposes("Days")

    with refused("not_yours", why="content_note"):
        day.host.asks("edit_topic", topic=theirs, content_note=NOTE)
    day.host.asks("edit_topic", topic=typed, content_note=NOTE)

    row = day.anyone.sees_row("topics", typed)
    assert row is not None
    assert row["content_note"] == NOTE
