import json
import re
import tomllib
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from openspace.demo import play
from openspace.demo.today import slots_around
from openspace.domain.opening import open_gathering
from openspace.exchange.gathering_file import read
from openspace.rehearse.script import share_out

LONDON = ZoneInfo("Europe/London")


def at(hour, minute):
    return datetime(2027, 3, 9, hour, minute, tzinfo=LONDON)


def test_demo_day_begins_its_first_session_when_the_wall_is_full():
    slots = slots_around(at(9, 56))

    first = next(slot for slot in slots if slot["kind"] == "session")
    assert first["starts_at"] == "2027-03-09T10:00:00+00:00"


@pytest.mark.parametrize("minutes", [0, 5, 39, 600, 1130, 1300, 1439])
def test_demo_day_stays_within_its_date_and_in_order(minutes):
    slots = slots_around(at(0, 0) + timedelta(minutes=minutes))

    times = [(s["starts_at"], s["ends_at"]) for s in slots]
    assert all(start[:10] == end[:10] == "2027-03-09" for start, end in times)
    assert all(one[1] <= other[0] for one, other in pairwise(times))


def test_demo_file_can_be_shared_out_on_any_day():
    file = read(Path(play.FILE))
    spec = {key: value for key, value in file.spec.items() if key != "plan"}
    spec["slots"] = slots_around(at(14, 3))
    opened = open_gathering(spec, "ABCDEF", "2027-03-09T14:03:00+00:00")

    rows = (opened.puts["rooms"], opened.puts["slots"])
    script = share_out(file.topics, play.PEOPLE, *rows, file.evidence)

    assert len(script.parts) == 22
    assert len(script.contested) == 1
    assert script.unnamed_notes == 0
    assert (len(file.spec_for_rehearsal["evidence"]), len(script.evidence)) == (4, 8)


def test_demo_texts_have_typographic_quotation_marks():
    texts = json.dumps(tomllib.loads(play.FILE.read_text()), default=str)

    assert re.findall(r"\S*(?:'|\\\")\S*", texts) == []
