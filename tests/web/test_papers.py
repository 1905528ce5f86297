"""The privacy notice and the terms, as pages; and the papers for the host."""

import io
import zipfile
from typing import Any

import pytest
from flask.testing import FlaskClient

from openspace.languages.known import LANGUAGES
from openspace.languages.text import _, speaking
from openspace.papers.community import DELETED, KINDS

RESPONSIBLE = {"controller": "Harbour <b>Trust</b>", "complaints": "complaints@harbour.example"}


def set_responsible(client: FlaskClient, code: str) -> None:
    message = {"id": "r", "name": "edit_gathering", "args": {"responsible": RESPONSIBLE}}
    assert client.post(f"/api/{code}/commands?as=host", json=message).get_json()["ok"]


def test_privacy_notice_says_who_decides_and_how_long(
    client: FlaskClient, opened: dict[str, Any]
) -> None:
    page = f"/{opened['code']}/privacy"
    before = client.get(page).get_data(as_text=True)
    set_responsible(client, opened["code"])

    shown = client.get(page).get_data(as_text=True)

    assert "The organisers decide" in before
    assert "Harbour &lt;b&gt;Trust&lt;/b&gt; decides" in shown
    assert "30 days after the last day" in shown
    assert "complaints@harbour.example" in shown


def test_notice_says_who_can_read_and_whom_to_ask(
    client: FlaskClient, opened: dict[str, Any]
) -> None:
    """The code is no secret any more where a public page leads to the gathering."""
    page = f"/{opened['code']}/privacy"
    hidden = client.get(page).text
    slug = client.post("/api/communities", json={"name": "Harbour circle"}).get_json()["slug"]
    edit = {"id": "c", "name": "edit_gathering", "args": {"community": slug}}
    accept = {"id": "a", "name": "accept_gathering", "args": {"code": opened["code"]}}
    assert client.post(f"/api/{opened['code']}/commands?as=host", json=edit).get_json()["ok"]
    asked = client.get(page).text
    assert client.post(f"/api/c/{slug}/commands?as=host", json=accept).get_json()["ok"]
    set_responsible(client, opened["code"])

    shown = client.get(page).text

    for text in (hidden, asked):
        assert "Everybody who has the code of the gathering can read" in text
        assert "or ask for anything else: talk to the facilitator." in text
    assert "A public page leads to this gathering." in shown
    assert "Everybody who has the code" not in shown


@pytest.mark.parametrize("page", ["privacy", "terms"])
def test_notices_are_in_the_readers_language(
    client: FlaskClient, opened: dict[str, Any], page: str
) -> None:
    shown = client.get(f"/{opened['code']}/{page}?language=en-XA").get_data(as_text=True)
    main = shown.split("<main")[1].split("</main>")[0]

    assert main.count("⟦") > 20


@pytest.fixture
def community(client: FlaskClient) -> str:
    """The address of its page."""
    spec = {"name": "Harbour circle", "controller": "Harbour <b>Trust</b>", "contact": "by post"}
    return f"/c/{client.post('/api/communities', json=spec).get_json()['slug']}"


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "ar-XB"])
def test_notice_of_a_community_says_what_the_assessment_says(
    client: FlaskClient, community: str, language: str
) -> None:
    shown = " ".join(client.get(f"{community}/privacy?language={language}").text.split())

    with speaking(language):
        facts = [_(text) for kind in KINDS for text in (kind.what, kind.read_by, kind.kept)]
        facts += [_(how) for _what, how in DELETED]
    assert [text for text in facts if text not in shown] == []
    assert "Harbour &lt;b&gt;Trust&lt;/b&gt;" in shown
    assert "by post" in shown


def test_notice_of_a_community_without_texts_says_whom_to_ask(client: FlaskClient) -> None:
    slug = client.post("/api/communities", json={"name": "Quay"}).get_json()["slug"]

    shown = client.get(f"/c/{slug}/privacy").text

    assert "The organisers decide what is done with the data." in shown
    assert "Questions about your data" not in shown


@pytest.mark.parametrize("page", ["", "/repertoire", "/after", "/search", "/write-to-me", "/host"])
def test_every_page_of_a_community_links_to_its_notice(
    client: FlaskClient, community: str, page: str
) -> None:
    assert f'href="{community}/privacy"' in client.get(f"{community}{page}").text


def test_notice_comes_before_the_button_that_leaves_a_contact(
    client: FlaskClient, community: str
) -> None:
    form = client.get(f"{community}/write-to-me").text.partition("<form")[2].partition("<button")[0]

    assert f'href="{community}/privacy"' in form


def test_calendars_are_said_to_be_of_companies(
    client: FlaskClient, opened: dict[str, Any], community: str
) -> None:
    day = client.get(f"/{opened['code']}/privacy").text
    series = client.get(f"{community}/privacy").text

    assert "such as Google, Apple or Microsoft" in day
    assert "it sees which sessions you want to go to" in day
    assert "It sees that you follow this community" in series


@pytest.mark.slow
def test_papers_are_a_zip_for_the_host(client: FlaskClient, opened: dict[str, Any]) -> None:
    set_responsible(client, opened["code"])

    made = client.get(f"/{opened['code']}/papers.zip?as=host")

    assert made.headers["Content-Disposition"].endswith('-papers.zip"')
    names = zipfile.ZipFile(io.BytesIO(made.data)).namelist()
    assert "02-data-protection-impact-assessment.docx" in names
