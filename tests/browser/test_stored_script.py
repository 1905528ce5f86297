"""Script typed into every field there is: no page runs it."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from openspace.domain.rules.harvest import KINDS
from tests.browser.phones import comes_to_rest
from tests.support.server import KEY, Server
from tests.support.waiting import waits

SCRIPT = (
    "<script>alert(1)</script>\"'><img src=x onerror=alert(2)><svg onload=alert(3)>{{7*7}}</script>"
)
LINK = 'https://example.org/"onmouseover=alert(4)'
PAGES = [
    *(
        "",
        "/s/1A",
        "/me/data",
        "/wall",
        "/rooms/A",
        "/host",
        "/agenda",
        "/proceedings",
        "/paper/",
        "/paper/qr",
        "/paper/wall",
    ),
    *(
        "/paper/cards",
        "/paper/reports",
        "/paper/doors",
        "/paper/principles",
        "/paper/evidence",
        "/paper/joins?print=large",
        "/paper/dots",
        "/proceedings?edition=draft",
    ),
]


@pytest.fixture(scope="module")
def scripted(served: Server) -> dict[str, Any]:
    """A gathering where every text is script; with the host's key and a token of its convener."""
    short = SCRIPT[:60]
    texts = ["title", "theme", "statement", "sponsor", "community", "venue", "welcome", "law"]
    spec: dict[str, Any] = dict.fromkeys([*texts, "motto", "next_gathering"], SCRIPT)
    spec |= {
        "principles": [SCRIPT],
        "listed": True,
        "rooms": [{"name": SCRIPT, "access": SCRIPT}, {"name": "B"}],
        "slots": [
            {
                "starts_at": "2027-03-31T09:00",
                "ends_at": "2027-03-31T09:30",
                "kind": "plenary",
                "label": SCRIPT,
                "about": SCRIPT,
            },
            {"starts_at": "2027-03-31T10:00", "ends_at": "2027-03-31T11:00", "label": SCRIPT},
        ],
    }
    opened = served.post("/api/gatherings", {**spec, "opens_early": True}, KEY)
    code = opened["code"]
    token = served.post(f"/api/{code}/join", {"name": SCRIPT})["token"]
    host = served.post(f"/api/{code}/host", {"host_key": opened["host_key"]})["token"]
    asked = 0

    def does(who: str, name: str, **args: Any) -> dict[str, Any]:
        nonlocal asked
        asked += 1
        message = {"id": f"scripted-{asked}", "name": name, "args": args}
        answer = served.post(f"/api/{code}/commands", message, who)
        assert answer["ok"], answer
        return dict(answer.get("result") or {})

    does(token, "edit_me", listed=True, contact=SCRIPT, contact_listed=True)
    topic = does(
        token, "propose_topic", title=SCRIPT, description=SCRIPT, convener_name=SCRIPT, tags=[short]
    )["topic"]
    does(token, "propose_topic", title=SCRIPT + " unplaced", read_out=True)
    state = served.get(f"/api/{code}/state")["tables"]
    slot = next(slot["id"] for slot in state["slots"] if slot["kind"] == "session")
    cell = {"room": state["rooms"][0]["id"], "slot": slot}
    session = does(token, "claim_cell", topic=topic, **cell)["session"]
    does(token, "edit_topic", topic=topic, report_title=SCRIPT)
    for kind in (kind for kind in KINDS if kind not in ("link", "photo")):
        does(
            token,
            "post_note",
            session=session,
            kind=kind,
            text=SCRIPT,
            named=True,
            initiator_name=SCRIPT,
        )
    does(token, "post_note", session=session, kind="link", text=SCRIPT, url=LINK)
    does(token, "take_notes", session=session, named=True)
    does(host, "post_news", text=SCRIPT)
    does(host, "ring_bell", text=SCRIPT)
    words = dict.fromkeys(("subtitle", "imprint", "introduction", "closing"), SCRIPT)
    does(host, "edit_book", **words, credits=[SCRIPT])
    does(host, "publish_book", note=SCRIPT)
    return {**opened, "token": token}


def watched(browser: Browser) -> tuple[Page, list[str]]:
    """A page, and what happened there that must not."""
    page, found = browser.new_page(), []
    page.on("dialog", lambda dialog: (found.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on(
        "console", lambda said: found.append(said.text) if "Security Policy" in said.text else None
    )
    return page, found


@pytest.mark.parametrize("path", PAGES)
def test_no_page_runs_what_somebody_typed(
    served: Server, browser: Browser, scripted: dict[str, Any], path: str
) -> None:
    page, found = watched(browser)
    if path in ("", "/s/1A", "/me/data"):
        body = {"token": scripted["token"]}
        page.request.post(f"{served.url}/api/{scripted['code']}/join", data=body)
    if path == "/host":
        key = {"host_key": scripted["host_key"]}
        page.request.post(f"{served.url}/api/{scripted['code']}/host", data=key)
    page.goto(f"{served.url}/{scripted['code']}{path}")
    waits(lambda: "alert(1)" in page.content())
    comes_to_rest(page)
    for tab in page.get_by_role("navigation").get_by_role("link").all()[:6]:
        if path == "/host":
            tab.click()
            comes_to_rest(page)
    assert page.locator("img[src=x], svg[onload]").count() == 0
    page.context.close()
    assert found == []


@pytest.mark.parametrize("path", ["/", "/selftest", "/new"])
def test_the_front_pages_do_not_either(
    served: Server, browser: Browser, scripted: dict[str, Any], path: str
) -> None:
    page, found = watched(browser)
    page.goto(served.url + path)
    comes_to_rest(page)
    assert page.locator("img[src=x], svg[onload]").count() == 0
    page.context.close()
    assert found == []


@pytest.mark.parametrize("ending", ["html", "md"])
def test_a_downloaded_book_does_not_either(
    served: Server, browser: Browser, scripted: dict[str, Any], ending: str, tmp_path: Any
) -> None:
    page, found = watched(browser)
    book = page.request.get(f"{served.url}/{scripted['code']}/proceedings.{ending}").body()
    file = tmp_path / "book.html"
    if ending == "md":
        markdown = pytest.importorskip("markdown_it").MarkdownIt("commonmark")
        book = markdown.render(book.decode()).encode()
    file.write_bytes(book)
    page.goto(file.as_uri())
    comes_to_rest(page)
    assert page.locator("img[src=x], svg[onload], a[onmouseover]").count() == 0
    page.context.close()
    assert found == []
