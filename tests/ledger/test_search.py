"""What the port Search promises. Each test runs on every ledger."""

import pytest

from openspace.domain.command import Command
from openspace.domain.community.entries import DropPart, HidePart, PutPart
from openspace.domain.rules.people import EraseMe
from openspace.domain.searchable import KINDS
from openspace.domain.viewer import HOST, Viewer
from openspace.ledger.port import END, START, Hit, Ledger
from openspace.ledger.sql.searchable import KIND_NUMBERS
from openspace.service.clock import SYSTEM
from openspace.service.opening import open_new_community
from openspace.service.turn import CommandRequest, execute_batch, read_request
from tests.ledger.acts import CODE, asks, begin, cell, joins, proposes


class Harvest:
    """A session with notes of two people, an unplaced topic, and evidence; published."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.rosa, self.kim = joins(ledger, "Rosa"), joins(ledger, "Kim")
        self.topic = proposes(
            ledger, self.rosa, "Running a recovery college", tags=["Peer support", "Money"]
        )
        self.unplaced = proposes(ledger, self.kim, "Sleep on the ward", description="Café at night")
        claimed = asks(ledger, self.rosa, "claim_cell", topic=self.topic, **cell(ledger, "1", "A"))
        self.session = str(claimed["result"]["session"])
        self.note = self.posts(self.kim, "key_point", "Students taught each other.")
        self.story = self.posts(self.rosa, "story", "My carer taught me to cook.")
        asks(ledger, HOST, "edit_gathering", statement="Teams learn.")
        brought = asks(
            ledger,
            self.kim,
            "post_evidence",
            form="evidence",
            bearing="both",
            text="Audit of teaching",
        )
        self.evidence = str(brought["result"]["evidence"])
        asks(ledger, HOST, "publish_book")

    def posts(self, by: Viewer, kind: str, text: str) -> str:
        answer = asks(self.ledger, by, "post_note", session=self.session, kind=kind, text=text)
        return str(answer["result"]["note"])

    def covers(self, covered: bool) -> None:
        args = {"table": "notes", "id": self.note, "covered": covered}
        ask = read_request(HOST, {"id": f"covered {covered}", "name": "cover", "args": args})
        assert execute_batch(self.ledger, CODE, [ask], SYSTEM)[0]["ok"]

    def finds(self, *words: str, kinds: tuple[str, ...] = (), tag: str = "") -> list[str]:
        """The text or heading of each result, without marks."""
        hits = self.ledger.search([CODE], words, kinds, tag)
        return [_plain(hit) for hit in hits]


def _plain(hit: Hit) -> str:
    shown = hit.title if hit.kind in ("session", "topic") else hit.snippet
    return shown.replace(START, "").replace(END, "")


NOTE, STORY = "Students taught each other.", "My carer taught me to cook."


@pytest.fixture
def harvest(ledger: Ledger) -> Harvest:
    return Harvest(ledger)


def test_search_finds_forms_of_a_word_and_the_beginning_of_the_last(harvest: Harvest) -> None:
    assert harvest.finds("run", "recover") == ["Running a recovery college"]
    assert harvest.finds("student", "oth") == [NOTE]
    assert harvest.finds("oth", "student") == []


def test_search_disregards_case_and_accents(harvest: Harvest) -> None:
    assert harvest.finds("CAFE") == harvest.finds("café") == ["Sleep on the ward"]


def test_search_marks_what_it_found(harvest: Harvest) -> None:
    [hit] = harvest.ledger.search([CODE], ["student"])

    assert hit.snippet == f"{START}Students{END} taught each other."
    assert (hit.gathering, hit.kind, hit.title) == (CODE, "key_point", "Running a recovery college")
    assert (hit.session, hit.content_note) == (harvest.session, "")
    [session] = harvest.ledger.search([CODE], ["recover"])
    assert session.title == f"Running a {START}recovery{END} college"


def test_search_says_where_the_book_has_it(harvest: Harvest) -> None:
    [topic] = harvest.ledger.search([CODE], ["ward"])
    [evidence] = harvest.ledger.search([CODE], ["audit"])

    assert (topic.kind, topic.session, topic.topic) == ("topic", "", harvest.unplaced)
    assert (evidence.kind, evidence.session, evidence.topic) == ("evidence", "", "")


def test_search_is_limited_by_kind_tag_and_gathering(harvest: Harvest) -> None:
    assert sorted(harvest.finds("taught")) == [STORY, NOTE]
    assert harvest.finds("taught", kinds=("story", "tool")) == [STORY]
    assert harvest.finds("taught", tag="peer SUPPORT") == harvest.finds("taught")
    assert harvest.finds("taught", tag="support money") == []
    assert harvest.finds("ward", tag="money") == []
    assert len(harvest.finds(tag="money")) == 3
    assert harvest.ledger.search([], ["taught"]) == []
    assert harvest.ledger.search(["AAAAAA"], ["taught"]) == []


def test_search_answers_any_words(harvest: Harvest) -> None:
    for words in (
        ['"'],
        ["*"],
        ["a*b"],
        ["NEAR("],
        ["title:x"],
        ["AND"],
        ["^"],
        ["-", "—"],
        ["'"],
        ["🙂"],
    ):
        assert harvest.finds(*words) in ([], harvest.finds(*words))
    assert harvest.finds() == []


def test_search_finds_only_what_is_published(harvest: Harvest) -> None:
    harvest.posts(harvest.kim, "tool", "A crisis card")
    assert harvest.finds("crisis") == []

    asks(harvest.ledger, HOST, "publish_book")

    assert harvest.finds("crisis") == ["A crisis card"]


def test_search_finds_nobody_by_name(harvest: Harvest) -> None:
    ledger = harvest.ledger
    asks(ledger, harvest.kim, "edit_note", note=harvest.note, named=True)
    asks(ledger, harvest.kim, "edit_me", listed=True, contact="Kimberley", contact_listed=True)
    asks(ledger, HOST, "publish_book")

    assert harvest.finds("Kim") == harvest.finds("Rosa") == []


def test_search_follows_an_edit(harvest: Harvest) -> None:
    asks(harvest.ledger, harvest.kim, "edit_note", note=harvest.note, text="We learnt.")

    assert harvest.finds("student") == []
    assert harvest.finds("learnt") == ["We learnt."]


def test_search_follows_the_title_of_the_report(harvest: Harvest) -> None:
    asks(
        harvest.ledger, harvest.rosa, "edit_topic", topic=harvest.topic, report_title="A new school"
    )

    assert {hit.title for hit in harvest.ledger.search([CODE], ["taught"])} == {"A new school"}
    assert harvest.finds("school") == harvest.finds("college") == ["A new school"]


@pytest.mark.parametrize(
    ("command", "args"),
    [
        ("hide_note", {"note": "$note"}),
        ("hide_topic", {"topic": "$topic"}),
        ("retract_note", {"note": "$note"}),
        ("withdraw_topic", {"topic": "$topic"}),
    ],
)
def test_search_does_not_find_what_is_gone(
    harvest: Harvest, command: str, args: dict[str, str]
) -> None:
    known = {"$note": harvest.note, "$topic": harvest.topic}
    by = {"retract_note": harvest.kim, "withdraw_topic": harvest.rosa}.get(command, HOST)

    answer = asks(harvest.ledger, by, command, **{k: known.get(v, v) for k, v in args.items()})

    assert answer["ok"]
    assert harvest.finds("student") == []


def test_search_finds_again_what_was_covered(harvest: Harvest) -> None:
    harvest.covers(True)
    assert harvest.finds("student") == []

    harvest.covers(False)

    assert harvest.finds("student") == [NOTE]


def test_search_forgets_a_person_and_their_words(harvest: Harvest) -> None:
    ask = CommandRequest(harvest.kim, EraseMe(words=True, slowly=False))
    [answer] = execute_batch(harvest.ledger, CODE, [ask], SYSTEM)

    assert answer["ok"]
    assert harvest.finds("taught") == [STORY]
    assert harvest.finds("ward") == harvest.finds("audit") == []


def test_search_forgets_a_purged_gathering(harvest: Harvest) -> None:
    harvest.ledger.purge(CODE)

    assert harvest.finds("taught") == []


def test_search_keeps_gatherings_apart(harvest: Harvest) -> None:
    begin(harvest.ledger, "AAAAAA")
    asks(harvest.ledger, HOST, "publish_book")

    harvest.ledger.purge("AAAAAA")

    assert harvest.finds("student") == [NOTE]


def test_search_finds_what_was_imported(harvest: Harvest, ledger: Ledger) -> None:
    gathering, log = ledger.load(CODE), ledger.since(CODE, 0)
    asks(ledger, harvest.kim, "edit_note", note=harvest.note, text="Since then.")
    ledger.purge(CODE)

    ledger.restore(gathering, log, "hash", [])

    assert harvest.finds("student") == [NOTE]


def test_search_puts_the_best_first(harvest: Harvest) -> None:
    asks(
        harvest.ledger,
        harvest.kim,
        "edit_note",
        note=harvest.note,
        text="A college " + "and more " * 50,
    )

    assert harvest.finds("college")[0] == "Running a recovery college"


def test_search_of_many_results_is_limited(harvest: Harvest) -> None:
    for n in range(40):
        harvest.posts(harvest.kim, "quote", f"Number {n} of them")
    asks(harvest.ledger, HOST, "publish_book")

    assert len(harvest.ledger.search([CODE], ["number"], limit=15)) == 15


def test_search_finds_the_repertoire_of_a_community(ledger: Ledger) -> None:
    community, _ = open_new_community(ledger, {"name": "The circle"}, SYSTEM)
    key = community.code

    def does(command: Command, by: Viewer) -> None:
        assert execute_batch(ledger, key, [CommandRequest(by, command)], SYSTEM)[0]["ok"]

    def finds(word: str) -> list[tuple[str, str]]:
        return [(hit.kind, hit.title) for hit in ledger.search([key], [word])]

    def gives(offer: str, entry: str, title: str, problem: str) -> None:
        texts = {"problem": problem, "practice": "We wait.", "helps_when": "", "not_when": ""}
        about = {"shown_as": "Rosa", "gathering_title": "Spring", "session": "1A"}
        part = PutPart(
            **texts, **about, gathering=CODE, offer=offer, entry=entry, kind="story", title=title,
            session_title="A session",
        )  # fmt: skip
        does(part, HOST)

    gives("o1", "", "Quiet evenings", "Nobody sleeps.")
    [first] = ledger.community(key).parts
    gives("o2", first["entry"], "The same", "Alarms ring.")
    assert finds("sleep") == finds("alarm") == [("entry", "Quiet evenings")]
    assert finds("Rosa") == []

    second = next(part["id"] for part in ledger.community(key).parts if part["offer"] == "o2")
    does(HidePart(part=second, hidden=True), HOST)
    assert (finds("alarm"), finds("sleep")) == ([], [("entry", "Quiet evenings")])

    does(HidePart(part=second, hidden=False), HOST)
    does(DropPart(part=first["id"]), HOST)
    assert (finds("sleep"), finds("quiet"), finds("alarm")) == ([], [], [("entry", "The same")])

    ledger.purge(key)
    assert finds("alarm") == []


def test_every_kind_has_a_number_of_its_own() -> None:
    numbers = KIND_NUMBERS

    assert set(numbers) == {"", *KINDS}
    assert len(set(numbers.values())) == len(numbers) <= 1 << 6
