"""Evidence, thoughts and reflections: who sees what of them, and when a kind is shown beside a session."""

from typing import Any

import pytest

from openspace.domain.anonymise import anonymised
from openspace.domain.editions import as_published
from openspace.domain.evidence import ENOUGH, published_kinds
from tests.domain.given import Day, Someone, a_gathering, a_session, refused

SEEN = "We saw it last year."


def brings(someone: Someone, text: str = SEEN, bearing: str = "confirms", **args: Any) -> str:
    form = args.pop("form", "evidence")
    asked = {"form": form, "text": text, "bearing": bearing if form == "evidence" else ""}
    return str(someone.asks("post_evidence", **asked, **args)["evidence"])


def test_evidence_is_seen_by_everybody_and_names_nobody_unless_asked() -> None:
    day, kim, _, session = a_session()

    quiet = brings(kim, url="https://example.org/audit", citation="Audit 2026", session=session)
    signed = brings(kim, "Tea.", "context", named=True)

    rows = {row["id"]: row for row in day.anyone.sees("evidence")}
    assert {id: row["by_name"] for id, row in rows.items()} == {quiet: None, signed: "Kim"}
    seen = ("form", "bearing", "text", "url", "citation", "session", "seeded", "rev")
    assert [rows[quiet][column] for column in seen] == [
        *("evidence", "confirms", SEEN, "https://example.org/audit", "Audit 2026", session),
        *(False, 1),
    ]
    assert "author" not in rows[quiet]
    assert [row["named"] for row in kim.sees("evidence")] == [False, True]


def test_what_the_host_brings_before_the_gathering_begins_is_the_organisers() -> None:
    day = a_gathering()

    seeded = brings(day.host)
    day.host.asks("set_phase", phase="opening")
    typed = brings(day.host, "On a card, from somebody without a phone.")

    rows = {row["id"]: row["seeded"] for row in day.anyone.sees("evidence")}
    assert rows == {seeded: True, typed: False}


def test_the_host_says_whether_an_item_is_the_organisers_and_nobody_else_can() -> None:
    day = a_gathering()
    kim = day.joins()

    typed = brings(day.host, "On a card.", seeded=False)
    day.host.asks("set_phase", phase="sessions")
    seeded = brings(day.host, "Our audit.", seeded=True)
    hers = brings(kim, seeded=True)

    rows = {row["id"]: row["seeded"] for row in day.anyone.sees("evidence")}
    assert rows == {typed: False, seeded: True, hers: False}
    assert day.host.asks("edit_evidence", evidence=seeded, text="Our audit of 2025.")["rev"] == 2
    day.host.asks("retract_evidence", evidence=seeded)
    assert day.anyone.sees_row("evidence", seeded) is None


def test_a_gathering_without_a_statement_takes_no_evidence() -> None:
    day = a_gathering(statement="")

    with refused("not_now", why="no_statement"):
        brings(day.joins())


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ({"form": "rumour"}, "not_a_choice"),
        ({"bearing": ""}, "not_a_choice"),
        ({"bearing": "proves"}, "not_a_choice"),
        ({"form": "thought", "bearing": "confirms"}, "not_a_choice"),
        ({"kind": "diary"}, "not_a_choice"),
        ({"text": " \n "}, "missing"),
        ({"text": "x" * 1_001}, "too_long"),
        ({"url": "javascript:alert(1)"}, "bad_link"),
        ({"citation": "x" * 1_001}, "too_long"),
        ({"session": "s99"}, "unknown_session"),
        ({"named": True}, "no_name"),
    ],
)
def test_evidence_that_cannot_be_taken_is_refused(args: dict[str, Any], code: str) -> None:
    day = a_gathering()
    whole = {"form": "evidence", "bearing": "confirms", "text": SEEN, **args}

    with refused(code):
        day.joins().asks("post_evidence", **whole)
    assert day.anyone.sees("evidence") == []


def test_author_edits_and_retracts_and_nobody_else_does() -> None:
    day, kim, rosa, session = a_session()
    item = brings(kim, session=session)

    edited = kim.asks("edit_evidence", evidence=item, rev=1, bearing="both")
    assert edited == {"rev": 2}
    with refused("stale"):
        kim.asks("edit_evidence", evidence=item, rev=1, text="Other")
    for someone in (rosa, day.host):
        with refused("not_yours", why="evidence"):
            someone.asks("edit_evidence", evidence=item, text="Other")
        with refused("not_yours", why="evidence"):
            someone.asks("retract_evidence", evidence=item)
    row = day.anyone.sees_row("evidence", item)
    assert row is not None
    assert (row["bearing"], row["session"], row["rev"]) == ("both", session, 2)

    kim.asks("retract_evidence", evidence=item)

    assert day.anyone.sees("evidence") == kim.sees("evidence") == []
    with refused("unknown_evidence"):
        kim.asks("retract_evidence", evidence=item)


def test_evidence_that_becomes_a_thought_has_no_bearing() -> None:
    day, kim, _, _ = a_session()
    item = brings(kim)

    kim.asks("edit_evidence", evidence=item, form="thought")

    row = day.anyone.sees_row("evidence", item)
    assert row is not None
    assert (row["form"], row["bearing"]) == ("thought", "")


def test_hidden_evidence_is_seen_by_its_author_who_is_told_why_and_by_the_host() -> None:
    day, kim, rosa, _ = a_session()
    item = brings(rosa, "Something that harms")

    day.host.asks("hide_evidence", evidence=item, reason="It names somebody.")

    assert day.anyone.sees("evidence") == kim.sees("evidence") == []
    assert [row["hidden_reason"] for row in rosa.sees("evidence")] == ["It names somebody."]
    assert [row["hidden"] for row in day.host.sees("evidence")] == [True]
    assert "hidden something you brought" in rosa.told[0]
    with refused("unknown_evidence"):
        kim.asks("report_name", evidence=item)

    day.host.asks("hide_evidence", evidence=item, hidden=False)
    assert day.anyone.sees_row("evidence", item) is not None


def test_everything_since_a_time_and_a_flood_include_evidence() -> None:
    day, kim, rosa, _ = a_session()
    begin = day.log[-1].at
    flood = [brings(rosa, f"No {nth}") for nth in range(3)]

    day.host.asks("hide_since", at=begin)

    assert day.anyone.sees("evidence") == []
    day.host.asks("hide_since", at=begin, hidden=False)
    assert [row["id"] for row in day.anyone.sees("evidence")] == flood
    day.host.asks("rest_author", evidence=flood[0])
    with refused("rested"):
        brings(rosa)
    assert brings(kim)


def test_kind_is_shown_on_no_screen_beside_a_session() -> None:
    day, kim, rosa, session = a_session()

    alone = brings(kim, kind="lived")
    placed = brings(rosa, kind="lived", session=session)

    for someone in (day.anyone, kim, day.host):
        assert {row["id"]: row["kind"] for row in someone.sees("evidence")} == {
            alone: "lived",
            placed: "",
        }
    mine = rosa.sees_row("evidence", placed)
    assert mine is not None
    assert mine["own_kind"] == "lived"
    assert "own_kind" not in (day.host.sees_row("evidence", placed) or {})


def test_kind_is_published_beside_a_session_where_enough_items_have_it() -> None:
    day, kim, rosa, session = a_session()
    placed = brings(rosa, kind="lived", session=session)
    for nth in range(ENOUGH - 2):
        brings(kim, f"No {nth}", kind="lived")

    assert published_kinds(day.gathering)[placed] == "" == exported_kinds(day)[placed]

    fifth = brings(kim, "One more", kind="lived")

    assert published_kinds(day.gathering)[placed] == "lived" == exported_kinds(day)[placed]
    day.host.asks("hide_evidence", evidence=fifth)
    assert published_kinds(day.gathering)[placed] == "" == exported_kinds(day)[placed]


def exported_kinds(day: Day) -> dict[str, str]:
    without, log = anonymised(day.gathering, day.log)
    kept = {row["id"]: row["kind"] for row in without.rows("evidence")}
    logged = [row for change in log for row in change.puts.get("evidence", ())]
    assert {row["id"]: row["kind"] for row in logged} == kept
    return kept


def test_an_edition_has_no_evidence_that_was_retracted_or_hidden_since() -> None:
    day, kim, rosa, _ = a_session()
    gone, hidden, changed = brings(kim), brings(rosa), brings(kim, "Names somebody")
    then = day.gathering

    kim.asks("retract_evidence", evidence=gone)
    day.host.asks("hide_evidence", evidence=hidden)
    kim.asks("edit_evidence", evidence=changed, text="Names nobody")

    edition = as_published(then, day.gathering)
    assert {row["id"]: (row["hidden"], row["text"]) for row in edition.rows("evidence")} == {
        hidden: (True, SEEN),
        changed: (False, "Names nobody"),
    }
