"""Mary takes up a question that was left open at the last gathering of the community."""

from typing import Any

from playwright.sync_api import Browser, expect

from tests.browser.phones import PHONE
from tests.support.samples import GATHERING
from tests.support.server import KEY, Server


def opens(served: Server, day: str, **more: Any) -> dict[str, Any]:
    slots = [
        {**slot, **{k: slot[k].replace("2027-03-31", day) for k in ("starts_at", "ends_at")}}
        for slot in GATHERING["slots"]
    ]
    spec = {**GATHERING, "community": "The open circle", "slots": slots, **more}
    return served.post("/api/gatherings", spec, KEY)


def asks(served: Server, path: str, token: str, name: str, **args: Any) -> dict[str, Any]:
    message = {"id": f"{name}-{args}"[:120], "name": name, "args": args}
    return dict(served.post(f"{path}/commands", message, token).get("result") or {})


def test_a_question_of_last_time_becomes_a_topic(browser: Browser, served: Server) -> None:
    circle = served.post("/api/communities", {"name": "The open circle"}, KEY)
    path = f"/api/c/{circle['slug']}"
    of_all = served.post(f"{path}/host", {"host_key": circle["host_key"]})["token"]
    before, after = opens(served, "2027-03-31"), opens(served, "2027-05-31", phase="marketplace")
    for one in (before, after):
        asks(served, path, of_all, "accept_gathering", code=one["code"])
    earlier = f"/api/{before['code']}"
    host = served.post(f"{earlier}/host", {"host_key": before["host_key"]})["token"]
    kim = served.post(f"{earlier}/join", {})["token"]
    tables = served.get(f"{earlier}/state")["tables"]
    slot = next(row["id"] for row in tables["slots"] if row["kind"] == "session")
    topic = asks(served, earlier, kim, "propose_topic", title="Carers")["topic"]
    cell = {"topic": topic, "room": tables["rooms"][0]["id"], "slot": slot}
    session = asks(served, earlier, kim, "claim_cell", **cell)["session"]
    question = {"session": session, "kind": "question", "text": "Who pays for the time?"}
    asks(served, earlier, kim, "post_note", **question)
    asks(served, earlier, host, "publish_book")
    asks(served, earlier, host, "set_phase", phase="closed")

    page = browser.new_page(viewport=PHONE)  # type: ignore[arg-type]
    page.goto(f"{served.url}/{after['code']}")
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("heading", name="The wall")).to_be_visible()
    page.get_by_role("button", name="Propose a topic").first.click()
    page.get_by_text("More", exact=True).click()
    page.get_by_role("button", name="Take up a question from last time").click()
    page.get_by_role("button", name="Who pays for the time?").click()
    expect(page.get_by_label("Title")).to_have_value("Who pays for the time?")
    page.get_by_role("button", name="Propose", exact=True).click()
    page.get_by_role("button", name="Later").click()
    page.get_by_role("button", name="Topics", exact=True).click()
    page.get_by_text("Who pays for the time?").click()

    way = page.get_by_role("link", name="an open question from an earlier gathering")
    expect(way).to_have_attribute("href", f"/{before['code']}/proceedings#questions")
    page.close()
