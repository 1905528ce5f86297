"""What a started server prints: addresses, links and codes for the first facilitator."""

from datetime import UTC, datetime, timedelta

from openspace.cli.banner import ListedGathering, greeting, qr_text
from openspace.cli.serving import greeting_of
from openspace.config import Settings
from openspace.ledger.stores import open_store
from openspace.runtime.addresses import Address
from openspace.service.opening import open_new
from tests.clocks import at
from tests.support.samples import GATHERING

WIFI = [Address("192.168.1.23", "wlan0", "", 0), Address("10.8.0.2", "tun0", "a tunnel", 4)]


def test_greeting_gives_the_first_facilitator_a_link_to_open_a_gathering():
    text = greeting(Settings(server_key="KEY"), WIFI, [], colours=False)

    assert "Facilitator  http://192.168.1.23:8000/new#key=KEY" in text
    assert "Attendees    http://192.168.1.23:8000\n" in text
    assert "http://10.8.0.2:8000  a tunnel" in text
    assert "--public-url" in text


def test_greeting_leads_attendees_to_the_only_gathering():
    standing = [ListedGathering("Learning together", "ABCDEF")]

    text = greeting(Settings(), WIFI, standing, colours=False)

    assert "Gatherings   http://192.168.1.23:8000/ABCDEF  Learning together" in text
    assert "Attendees    http://192.168.1.23:8000/ABCDEF" in text


OPENED = datetime(2027, 3, 1, 9, tzinfo=UTC)


def test_greeting_names_the_newest_gatherings_and_says_how_many_more_there_are(tmp_path):
    ledger = open_store(tmp_path / "sessions.db")
    codes = [
        open_new(ledger, {**GATHERING, "title": f"Number {n}"}, at(OPENED + timedelta(days=n)))[
            0
        ].code
        for n in range(7)
    ]

    text = greeting_of(Settings(), ledger)

    ledger.close()
    assert [code in text for code in codes] == [False] * 2 + [True] * 5
    assert "and 2 more at http" in text


def test_greeting_public_url_is_used_as_given():
    settings = Settings(public_url="https://open.example.org")

    text = greeting(settings, WIFI, [], colours=False)

    assert "Attendees    https://open.example.org\n" in text
    assert "192.168" not in text


def test_greeting_says_when_no_phone_can_reach_it():
    alone = [Address("127.0.0.1", "lo", "only this computer can open it: no network was found", 9)]

    assert "only this computer can open it" in greeting(Settings(), alone, [], colours=False)


def test_qr_in_a_terminal_is_dark_on_light_whatever_its_colours():
    lines = qr_text("http://192.168.1.23:8000", colours=True).splitlines()

    assert all("\x1b[38;5;16;48;5;231m" in line and line.endswith("\x1b[0m") for line in lines)
    assert len({len(line) for line in lines}) == 1
