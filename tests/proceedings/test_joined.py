"""A joined session is one report of both topics, with both titles and all conveners in books and feeds."""

import json

from openspace.domain.viewer import Viewer
from openspace.proceedings import frab, ics, markdown
from openspace.proceedings.book import compile_book
from tests.domain.given import Day, Someone, a_gathering


def a_joined_day() -> Day:
    """Kim and Olu's session at 1A, with the topic of Rosa, who had notes of her own before."""
    day = a_gathering()
    kim, rosa, olu = day.joins("Kim"), day.joins("Rosa"), day.joins("Olu")
    own = kim.proposes("Carers", convener_name="Kim", tags=["care"])
    kim.asks("edit_topic", topic=own, report_title="Carers first")
    code = kim.asks("invite_convener", topic=own)["code"]
    olu.asks("accept_convening", code=code, convener_name="Olu")
    theirs = rosa.proposes("Waiting lists", convener_name="Rosa", tags=["care", "lists"])
    session = kim.claims(own, "1A")
    rosa.notes(rosa.claims(theirs, "2B"), "Before.")
    rosa.asks("offer_join", session=session, topic=theirs)
    olu.asks("accept_join", notice=olu.sees("notices")[-1]["id"])
    rosa.notes(session, "Together.")
    return day


def test_joined_session_is_one_report_of_both_topics() -> None:
    book = compile_book(a_joined_day().gathering)

    [report] = book.everything
    assert (report.code, report.title) == ("1A", "Carers + Waiting lists")
    assert report.heading == "Carers first + Waiting lists"
    assert report.conveners == ("Kim", "Olu", "Rosa")
    assert report.convener_shown == "Kim, Olu and Rosa"
    assert report.tags == ("care", "lists")
    assert [note.text for note in report.notes] == ["Before.", "Together."]
    assert [entry.term for entry in book.index_by_convener] == ["Kim", "Olu", "Rosa"]


def test_feeds_and_files_name_both_titles_and_all_conveners() -> None:
    book = compile_book(a_joined_day().gathering, "https://example.org")
    for text in (ics.write(book).decode().replace("\r\n ", ""), markdown.write(book).decode()):
        assert "Carers + Waiting lists" in text
        assert "Kim, Olu and Rosa" in text.replace("\\,", ",")
    schedule = json.loads(frab.write_json(book))["schedule"]
    [event] = [
        event
        for day in schedule["conference"]["days"]
        for events in day["rooms"].values()
        for event in events
        if event["subtitle"] == "1A"
    ]
    assert event["title"] == "Carers + Waiting lists"
    assert [person["name"] for person in event["persons"]] == ["Kim", "Olu", "Rosa"]


def test_topics_that_were_parted_have_reports_of_their_own() -> None:
    day = a_joined_day()
    [session] = day.gathering.placed
    [kim, *_] = day.gathering.conveners_of_session(session)
    Someone(day, Viewer("person", kim)).asks("part_session", session=session["id"])

    reports = compile_book(day.gathering).everything
    assert [(one.code, one.title, [n.text for n in one.notes]) for one in reports] == [
        ("1A", "Carers", ["Together."]),
        ("", "Waiting lists", ["Before."]),
    ]
