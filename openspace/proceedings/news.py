"""The news of the day in words, to read out and to print: only what everybody sees now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from openspace.domain.audience import PUBLIC, see_row
from openspace.domain.gathering import Gathering
from openspace.domain.news_of_the_day import news_of_the_day
from openspace.languages import formats
from openspace.languages.formats import labelled, listed_in_words
from openspace.languages.text import N_, _
from openspace.proceedings import timetable
from openspace.proceedings.book_rows import names_of

HEADINGS = {
    "new": N_("New"),
    "moved": N_("Moved"),
    "elsewhere": N_("Elsewhere"),
    "joined": N_("Together in one session"),
    "gone": N_("Without a place now"),
}
NOTHING_TOLD = N_("There is no news yet: the wall is as you know it.")
NOTHING_NEW = N_("Nothing has changed on the wall.")


@dataclass(frozen=True)
class Line:
    """`code` is that of today; of what is gone, the code that it had. `title` may be empty then."""

    code: str
    title: str
    more: str


@dataclass(frozen=True)
class News:
    """`since` is a moment in words, "" if nothing was told yet; `sections` are headings with their lines."""

    since: str
    sections: Sequence[tuple[str, Sequence[Line]]]

    @property
    def heading(self) -> str:
        return _("News since {moment}", moment=self.since) if self.since else _("News of the day")

    @property
    def nothing(self) -> str:
        """Return a sentence if there is no news, else ""."""
        if self.sections:
            return ""
        return _(NOTHING_NEW if self.since else NOTHING_TOLD)


def news_of(gathering: Gathering) -> News:
    found = news_of_the_day(gathering)
    where = timetable.zone(gathering.info["timezone"])
    lines = {
        "gone": [_gone(gathering, one) for one in found["gone"]],
        **{
            name: list(_lines(gathering, found[name], where)) for name in HEADINGS if name != "gone"
        },
    }
    sections = [(_(heading), lines[name]) for name, heading in HEADINGS.items() if lines[name]]
    return News(_when(found["since"], where) if found["since"] else "", sections)


def as_text(news: News) -> str:
    """Return the news as plain text, to read out or to send."""
    parts = [news.heading, news.nothing]
    for heading, lines in news.sections:
        said = [
            " · ".join(filter(None, (f"{it.code} {it.title}".strip(), it.more))) for it in lines
        ]
        parts.append("\n".join([f"{heading}:", *said]))
    return "\n\n".join(part for part in parts if part) + "\n"


def _lines(
    gathering: Gathering, found: Sequence[dict[str, str]], where: tzinfo | None
) -> Iterator[Line]:
    for one in found:
        topic = see_row(gathering, "topics", one["topic"], PUBLIC)
        session = see_row(gathering, "sessions", one["session"], PUBLIC)
        if not (topic and session):
            continue
        room = gathering.row("rooms", session["room"])
        more = [
            labelled(_("before"), one["was"]) if one["was"] and one["was"] != one["code"] else "",
            _when(gathering.times_of(session)[0], where),
            room["name"] if room else session["place"],
            listed_in_words(filter(None, names_of([topic]))),
        ]
        yield Line(one["code"], _title(gathering, topic, session), " · ".join(filter(None, more)))


def _title(gathering: Gathering, topic: Any, session: Any) -> str:
    """Return the title; of a joined session, both titles."""
    joined = session.get("joined")
    other = see_row(gathering, "topics", joined, PUBLIC) if joined else None
    return listed_in_words(_quoted(one) for one in (topic, other) if one)


def _quoted(topic: Any) -> str:
    note = topic["content_note"]
    quoted = _("“{title}”", title=topic["title"])
    return _("{title} (content note: {note})", title=quoted, note=note) if note else quoted


def _gone(gathering: Gathering, one: dict[str, str]) -> Line:
    topic = see_row(gathering, "topics", one["topic"], PUBLIC) if one["topic"] else None
    if topic is None:
        return Line(one["was"], "", "")
    return Line(one["was"], _quoted(topic), _("waits beside the grid again"))


def _when(moment: str, where: tzinfo | None) -> str:
    """Return "Tuesday 10:00"."""
    at = timetable.local(moment, where)
    return f"{formats.weekday(at)} {formats.hours(at)}" if at else ""
