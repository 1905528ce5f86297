"""The pages that take input have the kinds, phases and limits of the rules inside their shell."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from openspace.domain.english import NOTICES
from openspace.domain.text import LIMITS
from openspace.domain.vocabulary import (
    EVIDENCE_GROUPS,
    NO_DESCRIPTION,
    NOTE_KINDS,
    PHASES,
    SLOT_KINDS,
)

STATIC = Path(__file__).parents[2] / "static"


@pytest.mark.parametrize("path", ["/{code}", "/{code}/host", "/new"])
def test_page_has_the_servers_vocabulary(
    client: FlaskClient, opened: dict[str, Any], path: str
) -> None:
    page = client.get(path.format(**opened)).get_data(as_text=True)
    found = re.search(r'id="vocabulary">(.*?)</script>', page)

    assert found
    given = json.loads(found[1])
    assert [kind for kind, *_ in given["note_kinds"]] == list(NOTE_KINDS)
    assert given["slot_kinds"] == [[kind, name] for kind, name in SLOT_KINDS.items()]
    assert [group[3] for group in given["evidence_groups"]] == [
        group.heading for group in EVIDENCE_GROUPS
    ]
    if path != "/{code}":
        assert given["phases"] == [[phase, name] for phase, name in PHASES.items()]
    assert given["limits"] == LIMITS
    assert given["no_description"] == NO_DESCRIPTION


def test_phone_has_the_sentences_of_notices() -> None:
    """They come after the first load, with the view that shows them."""
    script = (STATIC / "js/phone/notice.js").read_text("utf-8")
    plain = dict(re.findall(r'^  (\w+): t\("(.*)"\),$', script, re.M))
    with_titles = set(re.findall(r"^  (\w+): words =>", script, re.M))

    assert plain == {kind: said for kind, said in NOTICES.items() if kind not in with_titles}
    assert with_titles < set(NOTICES)
