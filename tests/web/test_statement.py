"""The page of the statement, which needs no script."""

import re
from typing import Any

from flask.testing import FlaskClient

from tests.web.scripts import OWN_SETTINGS

HOSTILE = "<script>alert(1)</script>"


def brings(client: FlaskClient, opened: dict[str, Any], **args: Any) -> str:
    """Posted by the host, in the lobby; answers its id."""
    code = opened["code"]
    message = {"id": args["text"][:60].encode().hex()[:40], "name": "post_evidence", "args": args}
    answer = client.post(f"/api/{code}/commands?as=host", json=message).get_json()
    return str(answer["result"]["evidence"])


def page(client: FlaskClient, opened: dict[str, Any]) -> str:
    response = client.get(f"/{opened['code']}/statement")
    assert response.status_code == 200
    return response.get_data(as_text=True)


def test_page_has_both_between_two_equal_columns_and_thoughts_below(
    client: FlaskClient, opened: dict[str, Any]
) -> None:
    brings(client, opened, form="thought", text="Difficult for whom?")
    for bearing in ("refutes", "both", "confirms", "context"):
        brings(client, opened, form="evidence", bearing=bearing, text=f"It {bearing}.")

    shown = page(client, opened)

    assert "most difficult challenges" in shown
    headings = re.findall(r"<h2[^>]*>([^<]+)</h2>", shown)
    assert headings == ["Speaks for it", "Both", "Speaks against it", "It depends", "Thoughts"]
    for text in ("It confirms.", "It refutes.", "Difficult for whom?", "from the organisers"):
        assert text in shown
    assert re.findall("<script.*?>", shown) == [OWN_SETTINGS]


def test_page_shows_no_markup_that_people_typed_and_no_link_that_is_none(
    client: FlaskClient, opened: dict[str, Any]
) -> None:
    address = 'https://example.org/"onmouseover="alert(1)'
    brings(
        client,
        opened,
        form="evidence",
        bearing="both",
        text=HOSTILE,
        citation=HOSTILE,
        url=address,
    )

    shown = page(client, opened)

    assert HOSTILE not in shown
    assert 'onmouseover="' not in shown


def test_page_has_nothing_that_was_hidden_or_retracted(
    client: FlaskClient, opened: dict[str, Any]
) -> None:
    item = brings(client, opened, form="evidence", bearing="both", text="It names somebody.")
    message = {"id": "hides", "name": "hide_evidence", "args": {"evidence": item}}
    client.post(f"/api/{opened['code']}/commands?as=host", json=message)

    assert "It names somebody." not in page(client, opened)
