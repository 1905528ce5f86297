"""A gathering and a server whose papers have little left to be filled in."""

from openspace.config import Settings
from openspace.papers.facts import Facts, facts_of
from openspace.papers.folder import papers_of
from tests.domain.given import a_gathering

RESPONSIBLE = {
    "controller": "Harbour NHS Trust, Quay Street",
    "data_contact": "ig@harbour.example",
    "complaints": "complaints@harbour.example",
    "server": "Wayside Hosting, United Kingdom",
}
FILLED = {
    "responsible": RESPONSIBLE,
    "sponsor": "Harbour NHS Trust",
    "venue": "Library",
    "help": {"outside": "Samaritans, 116 123"},
    "people_kept_days": 21,
    "book_kept_days": 400,
}
KEPT = {"people_gone_on": "21 April 2027", "purged_on": "4 May 2028"}
SETTINGS = Settings(server_key="key", public_url="https://circle.example.org")


def filled(settings: Settings = SETTINGS) -> Facts:
    day = a_gathering(**FILLED)
    return facts_of(day.gathering, KEPT, settings, settings.public_url or "", "2026-11-27")


def assessment(facts: Facts) -> str:
    return str(papers_of(facts)[1])
