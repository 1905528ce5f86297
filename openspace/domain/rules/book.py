"""The book before and at its publication: the host's texts, the conveners' confirmations, the editions."""

from typing import Any

from msgspec import UNSET, UnsetType

from openspace.domain import text
from openspace.domain.change import Row
from openspace.domain.command import Command, HostCommand, Text
from openspace.domain.effect import NOTHING_TO_DO, Effect
from openspace.domain.gathering import Gathering
from openspace.domain.needs import OWN_SESSION, TAKES_NOTES
from openspace.domain.refusals import Refused
from openspace.domain.rows import new
from openspace.domain.rules.context import RuleContext, given, person_row, rule
from openspace.domain.rules.puts import Rows, together
from openspace.domain.tables import AGathering, Edition, Person, Session, Topic
from openspace.domain.vocabulary import BOOK_TEXTS, REPORT_ORDERS

OPTIONAL_PARTS = {
    "practice": "How the gathering worked",
    "unplaced": "Topics without a place",
    "actions": "Actions, gathered",
    "became": "What became of actions and recommendations",
    "questions": "Open questions, gathered",
    "repertoire": "Stories and tools, gathered",
    "web": "Map of topics with shared interest",
    "participants": "Participants who chose to be listed",
    "thanks": "Thanks to the note-takers",
    "index": "Index",
    "next": "Next gathering",
}
"""Parts that the host may leave out, with their labels on the host's page. Agenda, reports and the note on
method are always included: every session is listed, with notes or without, and so is how people
are named."""

MOST_CREDITS = 50
MOST_PEOPLE_COUNTED = 10_000
"""Limit of the people in one session."""


class EditBook(HostCommand, frozen=True, kw_only=True):
    subtitle: Text = UNSET
    imprint: Text = UNSET
    introduction: Text = UNSET
    closing: Text = UNSET
    reading: Text = UNSET
    credits: list[str] | UnsetType = UNSET
    left_out: list[str] | UnsetType = UNSET
    order: Text = UNSET


@rule(EditBook)
def edit_book(context: RuleContext, command: EditBook) -> Effect:
    about = context.gathering.info
    book = {**about["book"], **book_texts(command)}
    people: list[Person] = []
    if isinstance(command.credits, list):
        book["credits"], people = _credited(context, command.credits)
    row: AGathering = {**about, "book": book}
    if row == about and not people:
        return NOTHING_TO_DO
    return Effect(together({"people": people} if people else {}, {"gatherings": [row]}))


class ConfirmReport(Command, frozen=True, kw_only=True):
    needs = (OWN_SESSION,)
    when_closed = True
    takes_back = frozenset({"confirmed"})

    topic: str
    confirmed: bool = True


@rule(ConfirmReport)
def confirm_report(context: RuleContext, command: ConfirmReport) -> Effect:
    """A convener confirms that the report may go into the book as it is: also one of the topic that has
    joined its session. A later change undoes that."""
    topic = context.topic(command.topic)
    placed = context.gathering.placed_of(topic["id"])
    joined = next((s["joined"] for s in placed if s["topic"] == topic["id"] and s["joined"]), None)
    context.check(command, topic=topic["id"], joined=joined or "")
    if (
        is_confirmed(topic) == command.confirmed
        and bool(topic["confirmed_at"]) == command.confirmed
    ):
        return NOTHING_TO_DO
    confirmed_at = context.at if command.confirmed else None
    row: Topic = {**topic, "confirmed_at": confirmed_at, "changed_at": None}
    return Effect({"topics": [row]})


class CountPeople(Command, frozen=True, kw_only=True):
    """`people`: how many took part; 0: not known."""

    needs = (TAKES_NOTES,)
    in_harvest = True

    session: str
    people: int


@rule(CountPeople)
def count_people(context: RuleContext, command: CountPeople) -> Effect:
    session = context.session(command.session)
    context.topic(session["topic"])
    context.check_session(command, session)
    if not 0 <= command.people <= MOST_PEOPLE_COUNTED:
        raise Refused("out_of_range", field="people", least=0, most=MOST_PEOPLE_COUNTED)
    row: Session = {**session, "people": command.people or None}
    return NOTHING_TO_DO if row == session else Effect({"sessions": [row]})


class PublishBook(HostCommand, frozen=True, kw_only=True):
    note: str = ""


@rule(PublishBook)
def publish_book(context: RuleContext, command: PublishBook) -> Effect:
    """Publish the book as the next version. If nothing changed since the last one, that one stays."""
    last = newest_edition(context.gathering)
    # The change that published is the one after the edition's seq, or the edition's own (`end_harvest`).
    if last and last["seq"] + 1 >= context.gathering.seq:
        return Effect(result={"edition": last["id"], "version": last["version"]})
    edition = next_edition(context, context.gathering.seq, command.note)
    result = {"edition": edition["id"], "version": edition["version"]}
    return Effect({"editions": [edition]}, result=result)


def next_edition(context: RuleContext, seq: int, note: str = "") -> Edition:
    """Return the row of the next version of the book, which shows the gathering as of change `seq`."""
    last = newest_edition(context.gathering)
    return new(
        Edition,
        id=context.next_id("e"),
        version=last["version"] + 1 if last else 1,
        seq=seq,
        at=context.at,
        note=text.one_line(note, "line", "note"),
    )


def newest_edition(gathering: Gathering) -> Edition | None:
    return max(gathering.rows("editions"), key=lambda row: row["version"], default=None)


def is_confirmed(topic: Row) -> bool:
    """Return whether its convener confirmed the report, and it was not changed since."""
    return bool(topic["confirmed_at"] and not topic["changed_at"])


def changed_report(context: RuleContext, topic_id: str) -> Rows:
    """Return the topic to put if its report changes after its confirmation; else nothing."""
    topic = context.gathering.row("topics", topic_id)
    if topic is None or not is_confirmed(topic):
        return {}
    row: Topic = {**topic, "changed_at": context.at}
    return {"topics": [row]}


def book_texts(command: EditBook) -> dict[str, Any]:
    """Return those of the host's texts that were given, cleaned. Raises Refused."""
    names = (*BOOK_TEXTS, "left_out", "order")
    columns = given(**{name: getattr(command, name) for name in names})
    if "subtitle" in columns:
        columns["subtitle"] = text.one_line(columns["subtitle"], "line", "subtitle")
    for column in BOOK_TEXTS:
        if column != "subtitle" and column in columns:
            columns[column] = text.many_lines(columns[column], column)
    if set(columns.get("left_out", ())) - set(OPTIONAL_PARTS):
        raise Refused("not_a_choice", field="left_out", choices=list(OPTIONAL_PARTS))
    if "left_out" in columns:
        columns["left_out"] = [part for part in OPTIONAL_PARTS if part in columns["left_out"]]
    if columns.get("order", "time") not in REPORT_ORDERS:
        raise Refused("not_a_choice", field="order", choices=list(REPORT_ORDERS))
    return columns


def _credited(context: RuleContext, names: list[str]) -> tuple[list[str], list[Person]]:
    """Return the ids of the people credited, and the new ones among them. Names are stored only in `people`,
    so that no name is left if the gathering names nobody, or if the person is erased."""
    lines = [line for name in names if (line := text.one_line(name, "name", "credit"))]
    if len(lines) > MOST_CREDITS:
        raise Refused("too_many", why="credits", most=MOST_CREDITS)
    known = {
        row["name"]: row["id"]
        for id in context.gathering.info["book"].get("credits", ())
        if (row := context.gathering.row("people", id))
    }
    made: list[Person] = []
    for line in dict.fromkeys(lines):
        if line not in known:
            person = person_row(
                context.next_id("p", len(made) + 1), line, context.at, kept_by="host"
            )
            known[line] = person["id"]
            made.append(person)
    return [known[line] for line in dict.fromkeys(lines)], made
