"""The invitation to a gathering, as plain values and as a text for an e-mail.

It contains only what everybody sees (`domain/audience.py`).
"""

from dataclasses import dataclass
from datetime import datetime

from openspace.domain.audience import PUBLIC, see_about, see_rows
from openspace.domain.change import Row
from openspace.domain.gathering import Gathering
from openspace.domain.vocabulary import ACCESS, INVITATION, SLOT_KINDS
from openspace.languages.formats import labelled, with_commas
from openspace.languages.text import N_, _
from openspace.proceedings import timetable

OPEN_SPACE = N_("Open Space: everybody who comes makes the agenda")


@dataclass(frozen=True)
class Item:
    """An item of the programme. Sessions next to each other are one item, `OPEN_SPACE`."""

    time: str
    label: str
    about: str = ""
    given_by: str = ""


@dataclass(frozen=True)
class Day:
    """`starts_at` and `ends_at` are ISO 8601 with offset; without a time slot they are empty, and the date
    is all that is known."""

    date: str
    label: str
    starts_at: str = ""
    ends_at: str = ""
    time: str = ""
    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Invitation:
    """`invited`, `getting_there`, `address` and `map_link` may be empty; `access` is (label, text)."""

    code: str
    title: str
    theme: str
    statement: str
    welcome: str
    sponsor: str
    community: str
    venue: str
    dates: str
    timezone: str
    days: tuple[Day, ...]
    url: str
    address: str
    map_link: str
    getting_there: str
    invited: str
    access: tuple[tuple[str, str], ...]

    @property
    def page(self) -> str:
        return f"{self.url}/invitation"

    @property
    def place(self) -> str:
        """Return venue and address on one line."""
        return with_commas(*(" ".join(part.split()) for part in (self.venue, self.address)))


def invitation_of(gathering: Gathering, base_url: str) -> Invitation:
    about = see_about(gathering, PUBLIC)
    more = about["invitation"]
    days = _days(about, see_rows(gathering, "slots", PUBLIC))
    first, last = (days[0].date, days[-1].date) if days else ("", "")
    return Invitation(
        **{
            name: about[name] or ""
            for name in ("code", "title", "theme", "statement", "welcome", "sponsor", "community")
        },
        venue=about["venue"] or "",
        dates=timetable.dates_label(first, last),
        timezone=about["timezone"] or "UTC",
        days=days,
        url=f"{base_url}/{about['code']}",
        **{name: more.get(name, "") for name in INVITATION},
        access=tuple((_(label), more[key]) for key, label in ACCESS.items() if more.get(key)),
    )


def as_text(invitation: Invitation) -> str:
    """Return the invitation as plain text, to paste into an e-mail."""
    it = invitation
    parts = [
        it.title,
        it.theme,
        labelled(_("We explore this statement"), it.statement) if it.statement else "",
        _labelled(_("When"), _when(it)),
        _labelled(_("Where"), it.place),
        _labelled(_(INVITATION["map_link"]), it.map_link),
        _labelled(_(INVITATION["invited"]), it.invited),
        _labelled(_(INVITATION["getting_there"]), it.getting_there),
        *(_labelled(label, text) for label, text in it.access),
        it.welcome,
        *(_programme(day) for day in it.days if day.items),
        _("Invited by {sponsor}", sponsor=it.sponsor) if it.sponsor else "",
        _labelled(_("This invitation"), it.page),
        _labelled(_("For your calendar"), f"{it.page}.ics"),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _when(invitation: Invitation) -> str:
    days = [with_commas(day.label, day.time) for day in invitation.days]
    return "\n".join(days)


def _labelled(label: str, text: str) -> str:
    if not text:
        return ""
    if "\n" in text:
        return labelled(label, f"\n{text}").replace(" \n", "\n", 1)
    return labelled(label, text)


def _programme(day: Day) -> str:
    lines = [f"{item.time}  {_given_by(item)}" for item in day.items]
    return "\n".join([f"{day.label}:", *lines])


def _given_by(item: Item) -> str:
    if not item.given_by:
        return item.label
    return _("{label}, with {name}", label=item.label, name=item.given_by)


def _days(about: Row, slots: list[Row]) -> tuple[Day, ...]:
    """Return the days with a time slot; or else the first and the last day that are set."""
    where = timetable.zone(about["timezone"])
    by_day: dict[str, list[Row]] = {}
    for slot in sorted(slots, key=lambda slot: (_moment(slot["starts_at"]), slot["id"])):
        by_day.setdefault(slot["day"], []).append(slot)
    for day in (about["starts_on"], about["ends_on"]):
        if day:
            by_day.setdefault(day, [])
    found = []
    for date, of_day in sorted(by_day.items()):
        starts = min((slot["starts_at"] for slot in of_day), key=_moment, default="")
        ends = max((slot["ends_at"] for slot in of_day), key=_moment, default="")
        time = timetable.span(starts, ends, where)
        items = _items(of_day, about["timezone"])
        found.append(Day(date, timetable.day_label(date), starts, ends, time, items))
    return tuple(found)


def _moment(iso: str) -> datetime:
    return datetime.fromisoformat(iso)


def _items(slots: list[Row], timezone: str) -> tuple[Item, ...]:
    where = timetable.zone(timezone)
    items: list[Item] = []
    open_since = ""
    for nth, slot in enumerate(slots):
        if slot["kind"] == "session":
            open_since = open_since or slot["starts_at"]
            is_last = nth + 1 == len(slots) or slots[nth + 1]["kind"] != "session"
            if is_last:
                time = timetable.span(open_since, slot["ends_at"], where)
                items.append(Item(time, _(OPEN_SPACE)))
                open_since = ""
            continue
        items.append(
            Item(
                timetable.span(slot["starts_at"], slot["ends_at"], where),
                slot["label"] or _(SLOT_KINDS[slot["kind"]]),
                slot["about"] or "",
                slot["given_by"],
            )
        )
    return tuple(items)
