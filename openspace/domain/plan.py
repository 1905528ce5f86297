"""The generator of time slots: "10:00, 45 minutes, 15 between, lunch at 12:30", over several days."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from openspace.domain.refusals import Refused
from openspace.languages.text import _

MOST_DAYS = 31
MOST_SLOTS = 400
MINUTES, GAP, BREAK_MINUTES = (5, 720), (0, 720), (1, 720)
COUNT = (1, 48)
"""Sessions of a day, least and most."""
KINDS_OF_BREAK = ("break", "plenary")


def plan_slots(
    days: Sequence[str],
    first: str,
    minutes: int,
    gap: int = 15,
    count: int | None = None,
    until: str | None = None,
    breaks: Sequence[Mapping[str, Any]] = (),
    timezone: str = "UTC",
) -> list[dict[str, Any]]:
    """Return the time slots of a gathering, in order: `[{starts_at, ends_at, label, kind}]`.

    Every day has the same plan: from `first` ("10:00") sessions of `minutes` with `gap` minutes between them,
    `count` of them or as many as end by `until` ("17:00"), whichever comes first. A session that would
    overlap one of `breaks` (`{at: "12:30", minutes, label?, kind?}`, kind "break" or "plenary") starts after
    the break. Times are local to `timezone`, and are returned as ISO 8601 with that day's offset. Durations
    are real minutes, also in the night when clocks change. Raises Refused with the argument that is wrong.
    """
    zone = zone_of(timezone)
    dates = _days(days)
    first_time = _time("first", first)
    until_time = None if until is None else _time("until", until)
    _check_numbers(minutes, gap, count, is_open=until_time is None)
    if until_time is not None and until_time <= first_time:
        raise Refused("bad_span", why="day", starts=first, ends=until)
    pauses = _breaks(breaks)

    slots: list[dict[str, Any]] = []
    for day in dates:
        slots += _plan_day(
            start=_moment(day, first_time, zone),
            end=None if until_time is None else _moment(day, until_time, zone),
            length=timedelta(minutes=minutes),
            gap=timedelta(minutes=gap),
            count=count,
            pauses=[
                ((at := _moment(day, pause["at"], zone)), at + pause["length"], pause)
                for pause in pauses
            ],
            zone=zone,
        )
    if len(slots) > MOST_SLOTS:
        raise Refused("too_many", why="slots_given", most=MOST_SLOTS, given=len(slots))
    return slots


def _check_numbers(minutes: int, gap: int, count: int | None, is_open: bool) -> None:
    """Raises Refused. `is_open`: the day has no end, so the number of its sessions is needed."""
    _whole("minutes", minutes, *MINUTES)
    _whole("gap", gap, *GAP)
    if count is not None:
        _whole("count", count, *COUNT)
    elif is_open:
        raise Refused("missing", field="count")


def _plan_day(
    start: datetime,
    end: datetime | None,
    length: timedelta,
    gap: timedelta,
    count: int | None,
    pauses: list[tuple[datetime, datetime, dict[str, Any]]],
    zone: ZoneInfo,
) -> list[dict[str, Any]]:
    spans: list[tuple[datetime, datetime, str, str]] = [
        (begins, ends, pause["label"], pause["kind"]) for begins, ends, pause in pauses
    ]
    today = start.astimezone(zone).date()
    sessions = 0
    begins = start
    while count is None or sessions < count:
        ends = begins + length
        over = next((p for p in pauses if p[0] < ends and begins < p[1]), None)
        if over:
            begins = over[1]
            continue
        if end is not None and ends > end:
            break
        # A session may end at midnight, but not belong to two days.
        if (ends - timedelta(seconds=1)).astimezone(zone).date() != today:
            raise Refused("bad_span", why="midnight", day=str(today))
        spans.append((begins, ends, "", "session"))
        sessions += 1
        begins = ends + gap
    if not sessions:
        raise Refused("bad_span", why="too_short")
    return [_slot(*span, zone) for span in sorted(spans)]


def _slot(
    begins: datetime, ends: datetime, label: str, kind: str, zone: ZoneInfo
) -> dict[str, Any]:
    return {
        "starts_at": begins.astimezone(zone).isoformat(),
        "ends_at": ends.astimezone(zone).isoformat(),
        "label": label,
        "kind": kind,
    }


def _breaks(given: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    if not isinstance(given, list | tuple):
        raise Refused("malformed", why="breaks")
    found = [_break(pause) for pause in given]
    found.sort(key=lambda pause: pause["at"])
    for one, other in pairwise(found):
        if _since_midnight(one["at"]) + one["length"] > _since_midnight(other["at"]):
            raise Refused("times_overlap", one=_named(one), other=_named(other))
    return found


def _break(given: Mapping[str, Any]) -> dict[str, Any]:
    if not isinstance(given, Mapping):
        raise Refused("malformed", why="breaks")
    if unknown := set(given) - {"at", "minutes", "label", "kind"}:
        raise Refused("malformed", why="key", key=min(map(str, unknown)))
    label = given.get("label") or _("Break")
    kind = given.get("kind") or "break"
    if not isinstance(label, str):
        raise Refused("malformed", why="text", key="label")
    if kind not in KINDS_OF_BREAK:
        raise Refused("not_a_choice", field="break_kind", label=label, choices=list(KINDS_OF_BREAK))
    length = given.get("minutes")
    _whole("break_minutes", length, *BREAK_MINUTES, label=label)
    return {
        "at": _time("break_at", given.get("at"), label=label),
        "length": timedelta(minutes=int(str(length))),
        "label": label,
        "kind": kind,
    }


def _since_midnight(at: time) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute)


def _named(pause: dict[str, Any]) -> dict[str, str]:
    return {"label": pause["label"], "at": f"{pause['at']:%H:%M}"}


def zone_of(name: str) -> ZoneInfo:
    """Return the time zone of that name. Raises Refused (`bad_timezone`)."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, TypeError, AttributeError, OSError):
        raise Refused("bad_timezone", given=str(name)[:60]) from None


def _days(given: Sequence[str]) -> list[date]:
    if isinstance(given, str | bytes) or not isinstance(given, Sequence) or not given:
        raise Refused("missing", field="days")
    if len(given) > MOST_DAYS:
        raise Refused("too_many", why="days", most=MOST_DAYS)
    dates = [_day(day) for day in given]
    if len(set(dates)) != len(dates):
        raise Refused("bad_day", why="twice")
    return sorted(dates)


def _day(given: object) -> date:
    # fromisoformat also reads week dates and dates without dashes, which nobody means to write here.
    if isinstance(given, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", given):
        try:
            return date.fromisoformat(given)
        except ValueError:
            pass
    raise Refused("bad_day", given=str(given)[:40])


def _time(field: str, given: object, **more: str) -> time:
    if isinstance(given, str) and re.fullmatch(r"\d{1,2}:\d\d(:00)?", given):
        hour, minute = (int(part) for part in given.split(":")[:2])
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise Refused("bad_time", why="clock", field=field, given=str(given)[:40], **more)


def _whole(field: str, given: object, least: int, most: int, **more: str) -> None:
    if isinstance(given, bool) or not isinstance(given, int) or not least <= given <= most:
        raise Refused("out_of_range", field=field, least=least, most=most, **more)


def _moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return that time of that day in UTC, where adding minutes adds real minutes."""
    local = datetime.combine(day, at, zone)
    moment = local.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise Refused(
            "bad_time", why="skipped", given=f"{at:%H:%M}", day=str(day), timezone=zone.key
        )
    return moment
