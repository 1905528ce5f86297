import json
import tomllib
from pathlib import Path

import pytest

from openspace.domain.opening import open_gathering
from openspace.exchange.gathering_file import (
    GatheringFileError,
    PlannedCell,
    find_cell,
    from_data,
    read,
)

EXAMPLE = Path(__file__).parent.parent / "examples" / "gathering.toml"
SOUND = {
    "title": "A day of listening",
    "rooms": [{"name": "Garden room"}, {"name": "Loft", "capacity": 12}],
    "plan": {"days": ["2027-03-09"], "first": "10:00", "minutes": 45, "count": 2},
    "topics": [{"title": "Silence", "cells": [{"room": "Loft", "slot": "2"}]}],
}
EVIDENCE = {"text": "Our audit says so.", "bearing": "confirms", "topic": "Silence"}
STATED = {**SOUND, "statement": "Listening is slow."}


def test_gathering_file_example_opens_a_gathering():
    file = read(EXAMPLE)

    opened = open_gathering(file.spec, "ABCDEF", "2027-03-01T10:00:00+00:00")

    assert [room["name"] for room in opened.puts["rooms"]] == [
        "Garden room",
        "Reading room",
        "Loft",
        "Studio",
    ]
    assert [(slot["starts_at"][11:16], slot["label"]) for slot in opened.puts["slots"]] == [
        ("09:30", "Opening circle"),
        ("10:00", ""),
        ("11:00", ""),
        ("12:30", "Lunch"),
        ("13:30", ""),
        ("14:30", ""),
    ]
    assert len(file.topics) == 6
    assert file.topics[0].notes[1].due == "2027-04-01"


def test_gathering_file_is_the_same_as_json(tmp_path):
    file = read(EXAMPLE)
    as_json = tmp_path / "gathering.json"
    topics = [json.loads(json.dumps(_as_dict(topic))) for topic in file.topics]
    evidence = [_as_dict(item) for item in file.evidence]
    as_json.write_text(json.dumps({**file.spec, "topics": topics, "evidence": evidence}))

    again = read(as_json)

    assert (again.spec, again.topics) == (file.spec, file.topics)
    assert again.evidence == file.evidence
    assert [item.seeded for item in again.evidence] == [True, None, False]


def _as_dict(topic):
    import msgspec

    return msgspec.to_builtins(topic)


def test_gathering_file_plan_without_days_is_for_all_days_of_the_gathering():
    data = {**SOUND, "starts_on": "2027-03-09", "ends_on": "2027-03-11", "topics": []}
    data["plan"] = {"first": "10:00", "minutes": 45, "count": 2}

    assert from_data(data).spec["plan"]["days"] == ["2027-03-09", "2027-03-10", "2027-03-11"]


@pytest.mark.parametrize(
    ("room", "slot"),
    [
        ("Loft", "2"),
        ("loft", "2"),
        ("B", "2"),
        ("b", "2027-03-09T11:00"),
        ("B", "2027-03-09T11:00Z"),
    ],
)
def test_gathering_file_cell_is_found_by_name_letter_code_or_time(room, slot):
    opened = open_gathering(from_data(SOUND).spec, "ABCDEF", "2027-03-01T10:00:00+00:00")

    found = find_cell(PlannedCell(room, slot), opened.puts["rooms"], opened.puts["slots"])

    assert found == (opened.puts["rooms"][1]["id"], opened.puts["slots"][1]["id"])


@pytest.mark.parametrize(
    ("more", "is_for_new", "is_for_rehearsal"),
    [
        ({}, True, False),
        ({"seeded": True}, True, True),
        ({"seeded": False}, False, False),
        ({"topic": "Silence"}, False, False),
        ({"by": "Joss"}, False, False),
    ],
)
def test_gathering_file_evidence_is_the_organisers_or_brought_by_people(
    more, is_for_new, is_for_rehearsal
):
    item = {"text": "Our audit says so.", "bearing": "both", "content_note": "Restraint"}

    file = from_data({**STATED, "evidence": [{**item, **more}]})

    assert [it["content_note"] for it in file.spec_for_new["evidence"]] == (
        ["Restraint"] * is_for_new
    )
    assert len(file.spec_for_rehearsal["evidence"]) == is_for_rehearsal


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ([], "gathering: this is not a gathering: it has no title."),
        ({}, "gathering: missing is title."),
        ({**SOUND, "tilte": "x"}, "“tilte” is not known here; did you mean “title”?"),
        (
            {**SOUND, "rooms": [{"name": "A", "capcity": 3}]},
            "rooms 1: “capcity” is not known here; did you mean “capacity”?",
        ),
        (
            {**SOUND, "rooms": [{"name": "A"}, {"name": "B", "capacity": "ten"}]},
            "rooms 2, capacity: expected a whole number, got text.",
        ),
        ({**SOUND, "rooms": "none"}, "rooms: expected a list, got text."),
        ({**SOUND, "plan": {"first": "10:00"}}, "plan: say on which days"),
        (
            {**SOUND, "plan": {**SOUND["plan"], "first": "ten"}},
            "The first session is a time like 10:00, not “ten”.",
        ),
        ({**SOUND, "timezone": "Mars"}, "Mars"),
        (
            {**SOUND, "topics": [{"title": "Silence", "cells": [{"place": "The pond"}]}]},
            "topics 1, cells 1: “” is not a time. A time looks like 2027-03-31T10:00.",
        ),
        (
            {
                **SOUND,
                "topics": [
                    {
                        "title": "Silence",
                        "cells": [{"place": " LOFT!", "starts_at": "2027-03-09T15:10"}],
                    }
                ],
            },
            "topics 1, cells 1: Loft is a room of this gathering.",
        ),
        (
            {
                **SOUND,
                "topics": [{"title": "Silence", "cells": [{"place": "The pond", "slot": "1"}]}],
            },
            "topics 1, cells 1: a topic is in a room, or at a place of its own.",
        ),
        (
            {**SOUND, "topics": [{"title": "Silence", "cells": [{"room": "Attic", "slot": "1"}]}]},
            "topics 1, cells 1: there is no cell of room “Attic” and time slot “1”.",
        ),
        (
            {**SOUND, "topics": [{**SOUND["topics"][0], "notes": [{"kind": "rant"}]}]},
            "topics 1, notes 1, kind: “rant” is none of summary,",
        ),
        (
            {**SOUND, "topics": [{"title": "Silence", "notes": [{"kind": "story", "text": "x"}]}]},
            "topics 1, notes: only a topic with a place",
        ),
        (
            {**SOUND, "topics": [{"title": "Silence", "joined_with": "Nothing"}]},
            "topics 1, joined_with: no topic with a place has the title “Nothing”.",
        ),
        (
            {**SOUND, "topics": [{**SOUND["topics"][0], "joined_with": "Silence"}]},
            "topics 1, joined_with: a topic that joins another has no place of its own.",
        ),
        ({**SOUND, "topics": [{"title": " "}]}, "topics 1, title: a topic needs a title."),
        ({**SOUND, "topics": [{"titel": "x"}]}, "topics 1: “titel” is not known here"),
        ({**SOUND, "evidence": [EVIDENCE]}, "evidence: there is no “statement”"),
        ({**STATED, "evidence": [{**EVIDENCE, "bearing": "proves"}]}, "evidence 1: "),
        ({**STATED, "evidence": [{**EVIDENCE, "text": " "}]}, "evidence 1, text: evidence needs"),
        (
            {**STATED, "evidence": [EVIDENCE, {**EVIDENCE, "topic": "Noise"}]},
            "evidence 2, topic: no topic with a cell has the title “Noise”.",
        ),
        (
            {**STATED, "evidence": [{**EVIDENCE, "content_note": "x" * 201}]},
            "evidence 1: A content note",
        ),
        ({**STATED, "evidence": [{"txt": "x"}]}, "evidence 1: “txt” is not known here"),
    ],
)
def test_gathering_file_mistake_is_named_by_its_field(data, sentence):
    with pytest.raises(GatheringFileError) as error:
        from_data(data)

    assert sentence in str(error.value)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.toml", b'title = "x"\nrooms = [\n\nvenue = 3', "line 4 is not TOML"),
        ("a.json", b'{"title": "x"\n3}', "line 2 is not JSON"),
        ("a.toml", b'title = "x"\nvenue = "caf\xe9"', "line 2 is not UTF-8 text"),
        ("a.txt", b'{"title": 3}', "title: expected text, got a whole number."),
    ],
)
def test_gathering_file_mistake_is_named_by_its_line(tmp_path, name, content, sentence):
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(GatheringFileError) as error:
        read(path)

    assert str(error.value).startswith(f"{path}: ")
    assert sentence in str(error.value)


def test_gathering_file_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(GatheringFileError, match="cannot be read: no such file or directory"):
        read(tmp_path / "nothing.toml")


def test_gathering_file_of_the_documentation_reads_as_written():
    page = (EXAMPLE.parent.parent / "docs" / "gathering-file.md").read_text()
    blocks = [block.split("```")[0] for block in page.split("```toml\n")[1:]]
    data = tomllib.loads("\n".join(blocks))

    file = from_data(data)

    assert file.spec["plan"]["days"] == ["2027-03-09", "2027-03-10"]
    assert file.topics[0].report_title == "Reflection that lasts"
