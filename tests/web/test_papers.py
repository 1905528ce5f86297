"""The privacy notice and the terms, as pages; and the papers for the host."""

import io
import zipfile
from typing import Any

import pytest
from flask.testing import FlaskClient

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


@pytest.mark.parametrize("page", ["privacy", "terms"])
def test_notices_are_in_the_readers_language(
    client: FlaskClient, opened: dict[str, Any], page: str
) -> None:
    shown = client.get(f"/{opened['code']}/{page}?language=en-XA").get_data(as_text=True)
    main = shown.split("<main")[1].split("</main>")[0]

    assert main.count("⟦") > 20


def test_papers_are_a_zip_for_the_host(client: FlaskClient, opened: dict[str, Any]) -> None:
    set_responsible(client, opened["code"])

    made = client.get(f"/{opened['code']}/papers.zip?as=host")

    assert made.headers["Content-Disposition"].endswith('-papers.zip"')
    names = zipfile.ZipFile(io.BytesIO(made.data)).namelist()
    assert "02-data-protection-impact-assessment.docx" in names
