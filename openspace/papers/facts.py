"""What the papers know of a gathering and of its server."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from openspace.config import Settings, is_postgres
from openspace.domain.audience import PUBLIC, see_about, see_rows
from openspace.domain.gathering import Gathering
from openspace.domain.keeping import USUAL_PEOPLE_DAYS, kept_days
from openspace.proceedings.timetable import dates_label, due_label

LINE = "…………………………"
"""Where somebody writes by hand what is not known."""

CLEAN_UP_MINUTES = 10
"""How often what was taken back is removed from the files (`service/maintenance.py`)."""

SLOW_ERASURE = "about an hour"
PHOTO_CLEAN_UP = "an hour"
SNAPSHOT_SECONDS = 45
SNAPSHOTS_NEWEST = 5
SNAPSHOT_HOURS = 24
KEY_BITS = 192
CODE_BITS = 30
LINK_MINUTES = 15
VISIT_DAYS = 30
COOKIE_DAYS = 365
HOST_HOURS = 12
COPY_HOURS = 24
WARNED_WEEKS = 2
FIRST_LOAD_KB = 100
MOST_DAYS = 3_650

_MISSING = {
    "controller": "Who is the data controller? Type it into Settings, “Papers for your organisation”.",
    "data_contact": "Who answers questions about data? Type it into the same place.",
    "complaints": "Who answers complaints? Type it into the same place.",
    "server": (
        "Who runs the server, and in which country does it stand? Type it into the same place."
    ),
}


@dataclass(frozen=True)
class Facts:
    """Texts are empty if they are not known. `address` is that of the gathering, `host_name` that of its
    server. `is_public`: the front page, or that of a community, leads to it. The days count from the last day
    of the gathering; 0 means for ever. `people_gone_on` and `purged_on` are dates in words, or empty."""

    made_at: str
    version: str
    host_name: str = ""
    address: str = ""
    is_encrypted: bool = False
    is_postgres: bool = False
    has_redis: bool = False
    has_second_factor: bool = False
    security_contact: str = ""
    code: str = ""
    gathering: str = ""
    community: str = ""
    organisation: str = ""
    dates: str = ""
    venue: str = ""
    controller: str = ""
    data_contact: str = ""
    complaints: str = ""
    server: str = ""
    outside_help: str = ""
    is_public: bool = False
    names_nobody: bool = False
    has_plans: bool = False
    recorded: tuple[str, ...] = ()
    people_days: int = USUAL_PEOPLE_DAYS
    book_days: int = 0
    people_are_gone: bool = False
    people_gone_on: str = ""
    purged_on: str = ""

    @property
    def title(self) -> str:
        return self.gathering or "Open Space gathering"

    @property
    def made_on(self) -> str:
        return due_label(self.made_at)

    @property
    def missing(self) -> tuple[str, ...]:
        """Return what the host has not typed yet, as questions."""
        return tuple(text for name, text in _MISSING.items() if not getattr(self, name))

    @property
    def is_run_by_another(self) -> bool:
        """Return whether the controller and whoever runs the server are both named, and are two bodies."""
        one, other = _body(self.controller), _body(self.server)
        return bool(one and other) and not (one.startswith(other) or other.startswith(one))

    def named(self, field: str) -> str:
        """Return the text, or a line to write on."""
        return getattr(self, field) or LINE

    @property
    def for_cover(self) -> tuple[tuple[str, str], ...]:
        return (
            ("Gathering", self.gathering or LINE),
            ("Dates", self.dates or LINE),
            ("Venue", self.venue or LINE),
            ("Organisation", self.organisation or LINE),
            ("Controller", self.named("controller")),
            ("Contact", self.named("data_contact")),
            ("Program", f"openspace {self.version}"),
        )


def _body(named: str) -> str:
    """Return the name without what follows a comma: an address or a country."""
    return named.partition(",")[0].strip().casefold()


def facts_of(
    gathering: Gathering,
    kept: Mapping[str, Any],
    settings: Settings,
    base_url: str,
    today: str,
    is_in_series: bool = False,
) -> Facts:
    """Return what is known. `kept` is what everybody is promised (`service/retention.py`). `is_in_series`: a
    community has it on its page."""
    about = see_about(gathering, PUBLIC)
    people_days, book_days = kept_days(about)
    rooms = see_rows(gathering, "rooms", PUBLIC)
    responsible = about["responsible"]
    return Facts(
        **_of_server(settings, base_url, today),
        address=f"{base_url}/{gathering.code}",
        code=gathering.code,
        gathering=about["title"],
        community=about["community"] or "",
        organisation=about["sponsor"] or "",
        dates=dates_label(about["starts_on"] or "", about["ends_on"] or ""),
        venue=about["venue"] or "",
        controller=responsible.get("controller", ""),
        data_contact=responsible.get("data_contact", ""),
        complaints=responsible.get("complaints", ""),
        server=responsible.get("server", ""),
        outside_help=about["help"].get("outside", ""),
        is_public=bool(about["listed"]) or is_in_series,
        names_nobody=about["naming"] == "none",
        has_plans=bool(about["planning"]),
        recorded=tuple(row["name"] for row in rooms if row["recorded"] == "yes"),
        people_days=people_days,
        book_days=book_days,
        people_are_gone=bool(about["people_gone_at"]),
        people_gone_on=kept["people_gone_on"] or "",
        purged_on=kept["purged_on"] or "",
    )


def facts_of_server(settings: Settings, base_url: str, today: str) -> Facts:
    """Return what is known without a gathering."""
    return Facts(**_of_server(settings, base_url, today))


def _of_server(settings: Settings, base_url: str, today: str) -> dict[str, Any]:
    from importlib.metadata import version

    return {
        "made_at": today,
        "version": version("openspace"),
        "host_name": base_url.partition("://")[2].partition("/")[0],
        "is_encrypted": base_url.startswith("https://"),
        "is_postgres": is_postgres(settings.db),
        "has_redis": settings.redis is not None,
        "has_second_factor": settings.host_second_factor,
        "security_contact": (settings.security_contact or "").removeprefix("mailto:"),
    }
