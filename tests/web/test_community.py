"""The pages of a community: what everybody sees, and the forms of its host."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import vobject
from flask import Flask
from flask.testing import FlaskClient

from openspace.domain.community.stream import key_of
from openspace.service.maintenance import run_once
from openspace.web.prose import prose
from openspace.web.services import Services
from tests.clocks import IN_THE_END
from tests.security.scene import ELSEWHERE

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def circle(client: FlaskClient) -> dict[str, Any]:
    """A community. The client's browser is signed in as its host."""
    spec = {"name": "Harbour circle", "about": "We *meet*.", "contact": "circle@example.org"}
    answer = client.post("/api/communities", json=spec)
    assert answer.status_code == 201
    return dict(answer.get_json())


def opens(client: FlaskClient, title: str, in_days: int = 7, **spec: Any) -> str:
    day = (datetime.now(UTC) + timedelta(days=in_days)).date().isoformat()
    slots = [{"starts_at": f"{day}T10:00", "ends_at": f"{day}T11:00"}]
    spec = {"community": "harbour-circle", "rooms": [{"name": "Oak"}], "slots": slots, **spec}
    return str(client.post("/api/gatherings", json={"title": title, **spec}).get_json()["code"])


def sends(client: FlaskClient, **form: str) -> Any:
    """The answer to a form of the host's page, as a browser sends it."""
    return client.post(
        "/c/harbour-circle/host", data=form, headers={"Sec-Fetch-Site": "same-origin"}
    )


def accepts(client: FlaskClient, code: str, do: str = "accept") -> None:
    assert sends(client, do=do, code=code).status_code == 303


def page(client: FlaskClient, path: str = "") -> str:
    response = client.get(f"/c/harbour-circle{path}")
    assert response.status_code == 200
    return response.get_data(as_text=True)


# --- opening


def test_links_of_a_new_community_work(client: FlaskClient, circle: dict[str, Any]) -> None:
    assert circle["slug"] == "harbour-circle"
    assert circle["url"].endswith("/c/harbour-circle")
    path, _, passed = circle["host_url"].partition("#pass=")
    assert path.endswith("/c/harbour-circle/host")
    there = client.application.test_client()
    redeemed = there.post("/api/c/harbour-circle/host", json={"pass": passed})
    assert redeemed.status_code == 200
    assert there.post("/api/c/harbour-circle/host", json={"pass": passed}).status_code == 403
    with_key = there.post("/api/c/harbour-circle/host", json={"host_key": circle["host_key"]})
    assert with_key.status_code == 200


def test_form_opens_one_and_shows_its_key_once(client: FlaskClient) -> None:
    response = client.post("/new-community", data={"name": "Circle", "listed": "on"})

    shown = response.get_data(as_text=True)
    key = re.search(r'<code dir="ltr">([^<]{20,})</code>', shown)
    assert key
    assert "no-store" in response.headers["Cache-Control"]
    assert "Save" in client.get("/c/circle/host").get_data(as_text=True)
    assert key[1] not in client.get("/c/circle/host").get_data(as_text=True)


def test_refused_form_keeps_what_was_typed(client: FlaskClient) -> None:
    response = client.post("/new-community", data={"name": "", "about": "Long <text>"})

    assert response.status_code == 400
    assert "Long &lt;text&gt;" in response.get_data(as_text=True)
    assert "A community needs a name." in response.get_data(as_text=True)


def test_another_machine_needs_the_server_key(client: FlaskClient) -> None:
    for path, sent in (
        ("/api/communities", {"json": {"name": "A"}}),
        ("/new-community", {"data": {"name": "A"}}),
    ):
        assert client.post(path, environ_base=ELSEWHERE, **sent).status_code in (400, 403)
    assert client.get("/c/a").status_code == 404


def test_taken_address_is_told(client: FlaskClient, circle: dict[str, Any]) -> None:
    answer = client.post("/api/communities", json={"name": "Harbour  circle!"})

    assert (answer.status_code, answer.get_json()["error"]["code"]) == (409, "slug_taken")


# --- the series


def test_gathering_is_shown_when_both_hosts_agree(
    client: FlaskClient, circle: dict[str, Any]
) -> None:
    code = opens(client, "Spring day")

    assert "Spring day" not in page(client)
    accepts(client, code)
    assert "Spring day" in page(client)
    accepts(client, code, "remove")
    assert "Spring day" not in page(client)


@pytest.mark.parametrize("named", ["Harbour circle", " harbour CIRCLE ", "harbour-circle"])
def test_gathering_names_it_by_its_name_or_its_address(
    client: FlaskClient, circle: dict[str, Any], named: str
) -> None:
    accepts(client, opens(client, "Spring day", community=named))

    assert "Spring day" in page(client)


@pytest.mark.parametrize("named", ["", "Another circle", "harbour"])
def test_gathering_that_does_not_name_it_is_not_shown(
    client: FlaskClient, circle: dict[str, Any], named: str
) -> None:
    code = opens(client, "Spring day", community=named)

    accepts(client, code)

    for path in ("", "/feed.atom", "/calendar.ics"):
        assert "Spring day" not in page(client, path)
        assert code not in page(client, path)
    assert code not in json.dumps(client.get("/api/c/harbour-circle/state").get_json())


def test_next_comes_first_and_past_ones_newest_first(
    client: FlaskClient, circle: dict[str, Any]
) -> None:
    for title, days in (("Long ago", -700), ("Next", 3), ("Last", -30), ("Later", 90)):
        accepts(client, opens(client, title, days))

    shown = page(client)

    places = [shown.index(f">{title}</a>") for title in ("Next", "Later", "Last", "Long ago")]
    assert places == sorted(places)
    assert "No gathering yet" not in shown


def test_each_gathering_is_in_the_feed_and_in_the_calendar(
    client: FlaskClient, circle: dict[str, Any]
) -> None:
    code = opens(client, "Spring & <summer>", 7, venue="Old hall; first floor")
    accepts(client, code)

    feed = ET.fromstring(page(client, "/feed.atom"))
    assert [one.text for one in feed.iterfind(f"{ATOM}entry/{ATOM}title")] == ["Spring & <summer>"]
    event = vobject.readOne(page(client, "/calendar.ics")).vevent
    assert event.summary.value == "Spring & <summer>"
    assert event.location.value == "Old hall; first floor"
    assert event.dtend.value - event.dtstart.value == timedelta(days=1)


def test_events_are_described_for_machines(client: FlaskClient, circle: dict[str, Any]) -> None:
    accepts(client, opens(client, "</script><b>", venue="Hall"))

    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page(client))

    [event] = json.loads(data)
    assert (event["@type"], event["name"]) == ("Event", "</script><b>")


def test_line_of_a_gathering_stays_when_it_is_purged_after_its_time(
    app: Flask, client: FlaskClient, circle: dict[str, Any]
) -> None:
    code = opens(client, "Long ago", -700, venue="Old hall", retention_days=30)
    accepts(client, code)
    services: Services = app.extensions["openspace"]

    done = run_once(services.ledger, None, IN_THE_END)

    assert done.purged == [code]
    assert "Long ago" in page(client)
    assert "Old hall" in page(client)
    assert code not in page(client)


def test_gathering_that_its_host_deletes_is_gone(
    client: FlaskClient, circle: dict[str, Any]
) -> None:
    code = opens(client, "Spring day")
    accepts(client, code)

    deleted = client.post(f"/api/{code}/delete?as=host", json={"confirm": code})

    assert deleted.status_code == 200
    assert "Spring day" not in page(client)


def test_community_that_is_deleted_leaves_its_gatherings(
    client: FlaskClient, circle: dict[str, Any]
) -> None:
    code = opens(client, "Spring day")
    accepts(client, code)
    at = "/api/c/harbour-circle"

    assert client.post(f"{at}/delete?as=host", json={"confirm": "Harbour"}).status_code == 400
    deleted = client.post(f"{at}/delete?as=host", json={"confirm": "harbour circle"})

    assert deleted.status_code == 200
    assert client.get("/c/harbour-circle").status_code == 410
    assert client.get(f"/{code}").status_code == 200


def test_home_page_lists_it_with_its_listed_gatherings(
    client: FlaskClient, circle: dict[str, Any]
) -> None:
    accepts(client, opens(client, "Spring day", listed=True))
    client.post("/api/communities", json={"name": "Quiet circle", "listed": False})

    home = client.get("/").get_data(as_text=True)

    assert '<a href="/c/harbour-circle">Harbour circle</a>' in home
    assert "Spring day" in home
    assert "Quiet circle" not in home


# --- the host's forms


def test_host_signs_in_with_the_key_and_out(app: Flask, circle: dict[str, Any]) -> None:
    there = app.test_client()
    at = "/c/harbour-circle/host"

    wrong = sends(there, do="sign_in", host_key="wrong")
    assert (wrong.status_code, "Save" in wrong.get_data(as_text=True)) == (403, False)
    assert sends(there, do="edit", name="Ours").status_code == 403
    sends(there, do="sign_in", host_key=circle["host_key"])
    assert "Save" in there.get(at).get_data(as_text=True)
    sends(there, do="sign_out")
    assert "Save" not in there.get(at).get_data(as_text=True)


def test_host_edits_the_texts(app: Flask, client: FlaskClient, circle: dict[str, Any]) -> None:
    form = {"do": "edit", "name": "Harbour circle", "about": "New", "for_whom": "All"}

    assert sends(client, **form).status_code == 303

    info = app.extensions["openspace"].ledger.community(key_of("harbour-circle")).info
    assert (info["about"], info["for_whom"], info["listed"]) == ("New", "All", False)


def test_refused_text_is_shown_again(client: FlaskClient, circle: dict[str, Any]) -> None:
    form = {"do": "edit", "name": "", "about": "Much that I typed"}

    response = sends(client, **form)

    assert response.status_code == 400
    assert "Much that I typed" in response.get_data(as_text=True)
    assert "Harbour circle" in page(client)


def test_form_of_another_site_does_nothing(client: FlaskClient, circle: dict[str, Any]) -> None:
    response = client.post(
        "/c/harbour-circle/host",
        data={"do": "edit", "name": "Taken over"},
        headers={"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"},
    )

    assert response.status_code == 403
    assert "Taken over" not in page(client)


# --- Markdown


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,hi)",
        "<javascript:alert(1)>",
        "![x](https://example.org/track.png)",
        '<img src=x onerror="alert(1)">',
        '[x](https://example.org "onmouseover=alert(1) y")',
        "[a]: javascript:alert(1)\n\n[a]",
        "<a href='//x' onclick=alert(1)>x</a>",
        "```html\n</code><script>1</script>\n```",
    ],
)
def test_hostile_markdown_shows_nothing_but_text_and_links(hostile: str) -> None:
    root = ET.fromstring(f"<div>{prose(hostile)}</div>".replace("&quot;", "&#34;"))

    for element in root.iter():
        assert element.tag in ("div", "p", "a", "pre", "code")
        assert set(element.attrib) <= {"href", "rel", "title", "class"}
        assert element.get("href", "https://").startswith("https://")


def test_headings_are_below_those_of_the_page() -> None:
    assert "<h3>A</h3>" in prose("# A")
    assert "<h6>F</h6>" in prose("###### F")


# --- what became of things


def closes(client: FlaskClient, code: str) -> None:
    message = {"id": f"close {code}", "name": "set_phase", "args": {"phase": "closed"}}
    assert client.post(f"/api/{code}/commands?as=host", json=message).get_json()["ok"]


def acts(app: Flask, client: FlaskClient, code: str, text: str) -> None:
    """An action of the gathering gets an outcome."""
    asked = iter(range(100))

    def does(name: str, **args: Any) -> dict[str, Any]:
        message = {"id": f"{code} {next(asked)}", "name": name, "args": args}
        answer = client.post(f"/api/{code}/commands?as=host", json=message).get_json()
        assert answer["ok"], answer
        return dict(answer.get("result") or {})

    tables = client.get(f"/api/{code}/state").get_json()["tables"]
    topic = does("propose_topic", title="Waiting lists")["topic"]
    cell = {"room": tables["rooms"][0]["id"], "slot": tables["slots"][0]["id"]}
    session = does("claim_cell", topic=topic, **cell)["session"]
    note = does("post_note", session=session, kind="action", text=text)["note"]
    does("report_outcome", note=note, outcome="let_go", text="There was no money.")


def test_what_became_of_things_is_shown_for_the_past_gatherings(
    app: Flask, client: FlaskClient, circle: dict[str, Any]
) -> None:
    for title, days in (("First", -60), ("Second", -30), ("Next", 5)):
        code = opens(client, title, days, phase="sessions")
        accepts(client, code)
        acts(app, client, code, f"Call {title}")
        if days < 0:
            closes(client, code)

    shown = page(client, "/after")

    assert shown.index("Call Second") < shown.index("Call First")
    assert "There was no money." in shown
    assert "Call Next" not in shown
    assert 'href="/c/harbour-circle/after"' in page(client)


def test_opening_of_the_next_gathering_tells_what_became_of_the_last(
    client: FlaskClient, circle: dict[str, Any]
) -> None:
    codes = {title: opens(client, title, days) for title, days in (("Long ago", -90), ("Last", -9))}
    codes |= {title: opens(client, title, days) for title, days in (("Ours", 5), ("Later", 30))}
    for title, code in codes.items():
        accepts(client, code)
        if title in ("Long ago", "Last"):
            closes(client, code)

    shown = client.get(f"/{codes['Ours']}/host").get_data(as_text=True)

    previous = {"code": codes["Last"], "title": "Last"}
    assert f'"previous":{json.dumps(previous, separators=(",", ":"))}' in shown
    first = client.get(f"/{codes['Long ago']}/host").get_data(as_text=True)
    assert '"previous":null' in first
