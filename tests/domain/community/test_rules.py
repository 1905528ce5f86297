"""The commands of a community: who may send them, and their effect."""

import pytest

from openspace.domain.audience import see, see_change
from openspace.domain.change import Change
from openspace.domain.community.deciding import COMMANDS, decide
from openspace.domain.community.opening import open_community
from openspace.domain.community.rules import KeepInSeries
from openspace.domain.community.slugs import slug_from
from openspace.domain.community.stream import Community
from openspace.domain.refusals import Refused
from openspace.domain.tables import CATALOGUE
from openspace.domain.taken_back import cleaned_change
from openspace.domain.viewer import HOST, PUBLIC, Viewer

AT = "2026-03-05T10:00:00+00:00"
VIEWERS = (PUBLIC, Viewer("person", "p1"), HOST)


class Circle:
    """A community that checks each change: the rows match the catalogue, and every viewer's copy is equal."""

    def __init__(self, **description: object) -> None:
        self.community = Community().apply(
            open_community({"name": "The circle", **description}, AT)
        )

    def does(self, command: str, by: Viewer = HOST, **args: object) -> Change | None:
        change, _ = decide(self.community, COMMANDS[command](**args), by, AT)
        return self.apply(change)

    def apply(self, change: Change | None) -> Change | None:
        if change is None:
            return None
        copies = {viewer: see(self.community, viewer) for viewer in VIEWERS}
        self.community = self.community.apply(change)
        for table in Community.TABLES:
            for row in self.community.rows(table):
                assert all(CATALOGUE[table].columns[n].accepts(v) for n, v in row.items())
        for viewer, copy in copies.items():
            seen = see_change(self.community, change, viewer)
            assert patched(copy, seen) == patched(
                see(self.community, viewer), {"puts": {}, "drops": {}}
            )
        return change


def patched(copy: dict, seen: dict) -> dict:
    tables = {t: {row["id"]: row for row in rows} for t, rows in copy["tables"].items()}
    about = copy["community"]
    for table, ids in seen["drops"].items():
        for id in ids:
            tables[table].pop(id, None)
    for table, rows in seen["puts"].items():
        if table == "communities":
            about = rows[-1]
        else:
            tables[table].update({row["id"]: row for row in rows})
    return {"community": about, "tables": tables}


def test_description_becomes_its_row() -> None:
    info = Circle(about="We *meet*.", for_whom="Everybody", listed=False).community.info

    assert info["id"] == "the-circle"
    assert (info["name"], info["about"], info["listed"]) == ("The circle", "We *meet*.", False)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Personality disorder: a circle", "personality-disorder-a-circle"),
        ("Cymdeithas Ŵy", "cymdeithas-wy"),
        ("  ", ""),
        ("集まり", ""),
        ("x" * 90, "x" * 60),
    ],
)
def test_address_is_made_from_the_name(name: str, slug: str) -> None:
    assert slug_from(name) == slug


@pytest.mark.parametrize(
    ("description", "code"),
    [
        ({"name": ""}, "missing"),
        ({"name": "集まり"}, "not_a_slug"),
        ({"name": "A", "slug": "../x"}, "not_a_slug"),
        ({"name": "A", "slug": "a\n"}, "not_a_slug"),
        ({"name": "A", "hidden": 1}, "malformed"),
        ({"name": 1}, "malformed"),
        ({"name": "A", "about": "x" * 20_001}, "too_long"),
    ],
)
def test_bad_description_is_refused(description: dict, code: str) -> None:
    with pytest.raises(Refused) as refused:
        open_community(description, AT)

    assert refused.value.code == code


def test_host_edits_its_texts() -> None:
    circle = Circle()

    circle.does("edit_community", about="New", name=" Another  name ")

    assert circle.community.info["about"] == "New"
    assert circle.community.info["name"] == "Another name"
    assert circle.community.info["id"] == "the-circle"
    assert circle.does("edit_community", about="New") is None


def test_somebody_who_was_responsible_and_was_replaced_is_in_no_log() -> None:
    opened = open_community({"name": "The circle", "controller": "Serinus Speaker"}, AT)
    circle = Circle(controller="Serinus Speaker", contact="serinus@harbour.example")
    change = circle.does("edit_community", controller="A trust", contact="By post")
    assert change

    for one in (opened, change):
        [row] = cleaned_change(one, circle.community).puts["communities"]
        assert (row["controller"], row["contact"]) == ("A trust", "By post")


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("by", [PUBLIC, Viewer("person", "p1")])
def test_only_the_host_sends_commands(name: str, by: Viewer) -> None:
    args: dict = {"code": "K7MQ2X"} if name.endswith("gathering") else {}
    if name == "remove_contact":
        args = {"contact": "co2"}
    if name == "hide_part":
        args = {"part": "pt2", "hidden": True}
    if name.endswith("brief"):
        args = {"title": "A brief"} if name == "make_brief" else {"brief": "br2"}

    with pytest.raises(Refused) as refused:
        Circle().does(name, by, **args)

    assert refused.value.code == "not_allowed"


def test_accepted_gathering_is_seen_by_the_host_only() -> None:
    """Its code lets anybody join it, and its own host has perhaps not agreed."""
    circle = Circle()

    circle.does("accept_gathering", code="k7m-q2x")

    assert [row["id"] for row in see(circle.community, HOST)["tables"]["series"]] == ["K7MQ2X"]
    assert see(circle.community, PUBLIC)["tables"]["series"] == []
    assert circle.does("accept_gathering", code="K7MQ2X") is None
    circle.does("remove_gathering", code="K7MQ2X")
    assert list(circle.community.series) == []
    assert circle.does("remove_gathering", code="K7MQ2X") is None


def test_what_cannot_be_a_code_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        Circle().does("accept_gathering", code="no code at all!")

    assert refused.value.code == "unknown_gathering"


def test_line_of_a_purged_gathering_is_kept_if_it_is_in_the_series() -> None:
    circle = Circle()
    kept = KeepInSeries(
        code="K7MQ2X", title="T", first_day="2026-03-05", last_day="2026-03-05", venue="V"
    )

    assert decide(circle.community, kept, HOST, AT) == (None, None)
    circle.does("accept_gathering", code="K7MQ2X")
    circle.apply(decide(circle.community, kept, HOST, AT)[0])

    [row] = circle.community.series
    assert (row["title"], row["kept"]) == ("T", True)
