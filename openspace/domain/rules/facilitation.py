"""What the host does while the gathering runs. No rule here schedules, merges, ranks or approves."""

from openspace.domain import text
from openspace.domain.change import Row
from openspace.domain.commands import HideNote, HideTopic, PostNews, RetractNews, RingBell, SetPhase
from openspace.domain.refusals import Refused
from openspace.domain.rules.asked import NOTHING_TO_DO, Asked, Effect, together
from openspace.domain.rules.book import changed_report
from openspace.domain.rules.people import notice_rows
from openspace.domain.rules.topics import take_off_the_wall

PHASES = ("lobby", "opening", "marketplace", "sessions", "closing", "closed")


def set_phase(asked: Asked, command: SetPhase) -> Effect:
    if command.phase not in PHASES:
        raise Refused("malformed", f"A phase is one of {', '.join(PHASES)}.")
    about = asked.gathering.about
    if about["phase"] == command.phase:
        return NOTHING_TO_DO
    return Effect({"gatherings": [{**about, "phase": command.phase}]})


def post_news(asked: Asked, command: PostNews) -> Effect:
    row = _news_row(asked, "news", command.text)
    if not row["text"]:
        raise Refused("malformed", "The news is empty.")
    return Effect({"news": [row]}, result={"news": row["id"]})


def retract_news(asked: Asked, command: RetractNews) -> Effect:
    asked.find("news", "news", command.news)
    return Effect(drops={"news": [command.news]})


def ring_bell(asked: Asked, command: RingBell) -> Effect:
    """Always a change, so that the log holds when the bell rang; a row only where it says something."""
    row = _news_row(asked, "bell", command.text)
    return Effect({"news": [row]} if row["text"] else {})


def hide_topic(asked: Asked, command: HideTopic) -> Effect:
    """For what harms, not for what somebody dislikes. Its convener still sees it, and is told."""
    topic = asked.find("topics", "topic", command.topic)
    if topic["hidden"] == command.hidden:
        return NOTHING_TO_DO
    effect = take_off_the_wall(asked, {**topic, "hidden": command.hidden})
    done = "taken off the wall" if command.hidden else "put back"
    sentence = f"The facilitator has {done} “{topic['title']}”. Please talk to them."
    notices = notice_rows(asked, [(topic["convener"], topic["id"], sentence)])
    return Effect({**effect.puts, "notices": notices}, effect.drops)


def hide_note(asked: Asked, command: HideNote) -> Effect:
    note = asked.find("notes", "note", command.note)
    if note["hidden"] == command.hidden:
        return NOTHING_TO_DO
    row = {**note, "hidden": command.hidden}
    return Effect(together({"notes": [row]}, changed_report(asked, note["topic"])))


def _news_row(asked: Asked, kind: str, words: str) -> Row:
    said = text.one_line(words, "line", "News")
    return {"id": asked.next_id("news"), "kind": kind, "text": said, "at": asked.at}
