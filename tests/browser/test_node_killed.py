"""A wall and a phone behind nginx, with PostgreSQL and Redis: the servers are killed one after the other."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from secrets import token_hex

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.phones import PHONE, Gathering, card, projectors, propose, tab
from tests.support.deployed import Deployed
from tests.support.postgres import shared_or_skip
from tests.support.redis import redis_or_skip

pytestmark = pytest.mark.live


@pytest.fixture
def deployed(tmp_path: Path) -> Iterator[Deployed]:
    postgres, redis = shared_or_skip(), redis_or_skip()
    secret = tmp_path / "openspace_secret"
    secret.write_text(token_hex(32))
    with ExitStack() as running:
        running.callback(redis.remove)
        yield Deployed(
            running,
            tmp_path,
            2,
            OPENSPACE_DB=postgres.new_database(),
            OPENSPACE_SECRET_FILE=str(secret),
            OPENSPACE_REDIS=redis.address,
        )


def test_wall_and_phone_go_on_while_each_server_is_killed(
    browser: Browser, deployed: Deployed
) -> None:
    gathering = Gathering(deployed)
    kim = gathering.joins("Kim")
    phone = browser.new_context(viewport=PHONE, ignore_https_errors=True).new_page()
    phone.goto(gathering.url)
    phone.get_by_label("Your name").fill("Mary")
    phone.get_by_role("button", name="Join").click()
    expect(phone.locator(".status--live")).to_have_count(1)
    tab(phone, "Topics")

    with projectors(browser) as open_wall:
        wall = open_wall(gathering.url, ignore_https_errors=True)
        for node in deployed.nodes:
            title = f"While {node.folder.name} is down"
            node.kill()
            assert gathering.asks(kim, "propose_topic", title=title)["ok"]
            expect(wall.get_by_text(title)).to_be_visible()
            expect(card(phone, title)).to_have_count(1)
            node.start()  # the next one is killed

        propose(phone, "From the phone", then="Later")
        expect(wall.get_by_text("From the phone")).to_be_visible()
    expect(phone.locator(".status--live")).to_have_count(1)
    expect(phone.locator(".unsaved")).to_have_count(0)
